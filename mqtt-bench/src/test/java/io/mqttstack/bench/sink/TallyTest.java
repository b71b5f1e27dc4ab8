package io.mqttstack.bench.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    private void arrive(long... sequences) {
        for (long each : sequences) {
            tally.arrived(each);
        }
    }

    @Test
    void findsNothingWrongWithAllInOrder() {
        arrive(0, 1, 2, 3);
        assertEquals("4 0 0", tally.count() + " " + tally.missing() + " " + tally.disordered());
    }

    @Test
    void noticesWhatIsMissing() {
        arrive(0, 3, 4);
        assertEquals("3 2 0", tally.count() + " " + tally.missing() + " " + tally.disordered());
    }

    @Test
    void noticesWhatComesTwice() {
        arrive(0, 1, 1, 2);
        assertEquals("4 0 1", tally.count() + " " + tally.missing() + " " + tally.disordered());
    }
}
