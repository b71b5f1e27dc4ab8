package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.bench.cli.Comparison.Measured;
import io.mqttstack.bench.comparison.Contestant;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private final Comparison run = new Comparison();

    @Test
    void saysNothingOfWhatWasNotMeasured() {
        run.add("DecodePubAck", Contestant.NETTY, new Measured(10, 0));
        assertEquals("", Targets.judge(run));
    }

    @Test
    void judgesEachTargetByTheFiguresOfTheRun() {
        run.add("DecodePublish payload=64", Contestant.OURS, new Measured(40, 144.001));
        run.add("DecodePublish payload=64", Contestant.LEAST_WORK, new Measured(20, 184));
        run.add("DecodePublish payload=64", Contestant.NETTY, new Measured(142, 448));
        run.add("DecodePublish payload=64", Contestant.HIVEMQ, new Measured(116, 312));
        run.add("DecodePublish payload=1024", Contestant.OURS, new Measured(180, 1104));
        run.add("DecodeStream topics=REPEATED", Contestant.OURS, new Measured(20, 144));
        run.add("DecodeStream topics=VARIED", Contestant.OURS, new Measured(40, 248));
        run.add("DecodeViews topics=REPEATED", Contestant.OURS, new Measured(10, 0));
        run.add("CopyPayload", Contestant.LEAST_WORK, new Measured(150, 1040));
        run.add("EncodeText texts=EQUAL", Contestant.OURS, new Measured(15, 0.04));
        run.add("EncodeText texts=EQUAL", Contestant.LEAST_WORK, new Measured(15, 0));
        run.add("EncodeText texts=VARIED", Contestant.OURS, new Measured(9, 24));
        run.add("EncodePublish payload=64", Contestant.OURS, new Measured(5, 0));
        run.add("EncodePublish payload=64", Contestant.HIVEMQ, new Measured(150, 63));
        assertEquals("""

                Targets, in this run:
                met      DecodePublish payload=64      3.55    at least 3.5 times as fast as Netty
                not met  DecodePublish payload=64      2.90    at least 3 times as fast as HiveMQ
                met      DecodePublish payload=64      144.00  at most 184 bytes allocated
                met      DecodePublish payload=1024    30.00   at most 40 ns more than a copy of the payload
                not met  DecodePublish payload=1024    43.50   at most 40 ns of that machine more than a copy of the payload
                met      DecodeStream topics=REPEATED  144.00  at most 152 bytes allocated
                met      DecodeViews topics=REPEATED   0.00    at most 0 bytes allocated
                met      DecodeViews topics=REPEATED   0.25    at most 0.33 of the time of decoding to packets whose topics are new
                not met  DecodeViews topics=REPEATED   0.50    at most 0.33 of the time of decoding to packets whose topics came before
                met      EncodeText texts=EQUAL        10.00   at least 8 times as fast as HiveMQ from a packet
                met      EncodeText texts=EQUAL        0.00    at most 0 bytes allocated
                met      EncodePublish payload=64      0.00    at most 0 bytes allocated
                not met  EncodePublish payload=64      1.80    at least 2 times as fast as from a String that is new
                met      EncodePublish payload=64      3.00    at least 2 times as fast as from a String that came before
                not met  DecodePublish payload=64      2.00    at most 1.3 of the time of the least work
                met      EncodeText texts=EQUAL        1.00    at most 1.3 of the time of the least work
                """, Targets.judge(run));
    }
}
