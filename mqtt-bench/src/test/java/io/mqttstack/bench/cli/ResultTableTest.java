package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.util.ListStatistics;

class ResultTableTest {

    @Test
    void alignsTextLeftAndNumbersRightAndCountsTheUnsteady() {
        ResultTable table = new ResultTable();
        table.add("DecodePubAckBenchmark.packet", "version=V5_0", nanoseconds(9.95, 10.05), 24.0001);
        table.add("EncodeXBenchmark.toArray", "", nanoseconds(1000, 2000), 65536);
        assertEquals("""
                benchmark                     parameters      ns/op    B/op  spread
                DecodePubAckBenchmark.packet  version=V5_0     10.0      24     1 %
                EncodeXBenchmark.toArray                    1,500.0  65,536    67 %
                spread: from the fastest iteration to the slowest, as a part of the mean; above 10 % in 1 of 2 lines, \
                which are not to be quoted
                """, table.toString());
    }

    private static ListStatistics nanoseconds(double... values) {
        return new ListStatistics(values);
    }
}
