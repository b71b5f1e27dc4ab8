package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.bench.cli.Comparison.Measured;
import io.mqttstack.bench.comparison.Contestant;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void dividesOurTimeByTheLeastWorkAndTheOthersByOurs() {
        Comparison comparison = new Comparison();
        comparison.add("DecodePubAck", Contestant.OURS, new Measured(10, 24));
        comparison.add("DecodePubAck", Contestant.LEAST_WORK, new Measured(8, 16));
        comparison.add("DecodePubAck", Contestant.MICA, new Measured(25, 160));
        comparison.add("DecodeConnect", Contestant.LEAST_WORK, new Measured(1000, 0));
        assertEquals("""
                operation      ours ns   B  least work ns     x   B  Netty ns  x  B  HiveMQ ns  x  B  Paho ns  x  B  mica ns     x    B
                DecodePubAck      10.0  24            8.0  1.25  16                                                     25.0  2.50  160
                DecodeConnect                     1,000.0         0
                x: of the least work, our time divided by it, 1 being as good as can be; of the others, theirs divided by \
                ours, more than 1 meaning that ours is faster
                """, comparison.toString());
    }
}
