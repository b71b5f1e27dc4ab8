package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.util.ListStatistics;

class ResultTableTest {

    @Test
    void alignsTextLeftAndNumbersRightAndCountsTheUnsteady() {
        ResultTable table = new ResultTable();
        table.add("DecodePubAckBenchmark.packet", "version=V5_0", values(9.95, 10.05), values(9, 9), values(24.0001));
        table.add("EncodeXBenchmark.toArray", "", values(1000, 2000), values(900, 1100), values(65536));
        assertEquals("""
                benchmark                     parameters      ns/op  spread  cpu ns/op  spread    B/op
                DecodePubAckBenchmark.packet  version=V5_0     10.0     1 %        9.0     0 %      24
                EncodeXBenchmark.toArray                    1,500.0    67 %    1,000.0    20 %  65,536
                spread: from the fastest iteration to the slowest, as a part of the mean. \
                Not to be quoted, for it is above 10 %:
                1 of 2 times, 1 of 2 CPU times
                """, table.toString());
    }

    private static ListStatistics values(double... values) {
        return new ListStatistics(values);
    }
}
