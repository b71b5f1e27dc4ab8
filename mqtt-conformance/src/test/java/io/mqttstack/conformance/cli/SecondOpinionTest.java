package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondOpinionTest {
    private static final String GOOD = "good";

    /** Is asked for opinions that are given, in this order; everything but {@code good} is unexpected. */
    private static final class Script implements SecondOpinion.Asked<String> {
        private final Deque<String> answers;

        Script(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public boolean fails(String found) {
            return !found.equals(GOOD);
        }

        @Override
        public String again(String found) {
            return answers.pop();
        }

        @Override
        public String describe(String found) {
            return "it was " + found;
        }
    }

    @Test
    void whatIsAsExpectedIsNotAskedAgain() throws Exception {
        List<String> found = List.of(GOOD, GOOD);
        assertEquals(found, new SecondOpinion<>(2, new Script()).of(found));
    }

    @Test
    void whatIsAsExpectedEachTimeAfterThatIsChance() throws Exception {
        SecondOpinion<String> opinion = new SecondOpinion<>(2, new Script(GOOD, GOOD));
        assertEquals(List.of(GOOD, GOOD), opinion.of(List.of(GOOD, "bad")));
        assertEquals(List.of("by chance: it was bad; as expected 2 times after that"), opinion.overruled());
    }

    @Test
    void oneMoreFailureLetsTheFirstStand() throws Exception {
        SecondOpinion<String> opinion = new SecondOpinion<>(2, new Script(GOOD, "worse"));
        assertEquals(List.of("bad"), opinion.of(List.of("bad")));
        assertEquals(List.of(), opinion.overruled());
    }

    @Test
    void nothingIsAskedAgainUnlessWanted() throws Exception {
        assertEquals(List.of("bad"), new SecondOpinion<>(0, new Script()).of(List.of("bad")));
    }

    @Test
    void manyFailuresAreNotChance() throws Exception {
        List<String> found = List.of("1", "2", "3", "4", "5", "6");
        assertEquals(found, new SecondOpinion<>(1, new Script()).of(found));
        assertEquals(
                List.of(GOOD, GOOD, GOOD, GOOD, GOOD),
                new SecondOpinion<>(1, new Script(GOOD, GOOD, GOOD, GOOD, GOOD)).of(found.subList(0, 5)));
    }
}
