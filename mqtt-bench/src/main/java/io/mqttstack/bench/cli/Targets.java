package io.mqttstack.bench.cli;

import io.mqttstack.bench.cli.Comparison.Measured;
import io.mqttstack.bench.comparison.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/**
 * What the project wants of its codec, and whether a run shows it. These are facts of that run, and nothing fails by them.
 *
 * <p>Two targets were set in nanoseconds, on a machine where the least work of decoding a PUBLISH of 64 bytes takes 29 ns, and
 * that of a stream of them 30 ns with topics that are new. They are judged by that measure, and as they stand too.
 */
final class Targets {
    private static final String PUBLISH = "DecodePublish payload=64";
    private static final String KIBIBYTE = "DecodePublish payload=1024";
    private static final String STREAM = "DecodeStream topics=REPEATED";
    private static final String NEW_TOPICS = "DecodeStream topics=VARIED";
    private static final String SLICES = "DecodeSlices";
    private static final String VIEWS = "DecodeViews topics=REPEATED";
    private static final String PROPERTIES = "DecodePublishProperties";
    private static final String ENCODE = "EncodePublish payload=64";
    private static final String ENCODE_TEXT = "EncodeText texts=SAME";
    private static final String ENCODE_EQUAL_TEXT = "EncodeText texts=EQUAL";
    private static final String ENCODE_NEW_TEXT = "EncodeText texts=VARIED";
    private static final String ENCODE_PROPERTIES = "EncodePublishProperties";
    private static final double LEAST_WORK = 1.3;

    private final Comparison run;
    private final List<List<String>> lines = new ArrayList<>();

    private Targets(Comparison run) {
        this.run = run;
    }

    /** Judges a run; lines ended by line feeds, without those that the run says nothing about. */
    static String judge(Comparison run) {
        List<List<String>> lines = lines(run);
        return lines.isEmpty() ? "" : "\nTargets, in this run:\n" + Aligned.text(lines, 4);
    }

    /** Judges a run: whether a target is met, of which operation, what is the case, and what is wanted. */
    static List<List<String>> lines(Comparison run) {
        Targets targets = new Targets(run);
        targets.decoding();
        targets.encoding();
        targets.leastWork();
        return targets.lines;
    }

    private void decoding() {
        faster(PUBLISH, Contestant.NETTY, 3.5);
        faster(PUBLISH, Contestant.HIVEMQ, 3);
        bytes(PUBLISH, 184);
        OptionalDouble beyondCopy = difference(KIBIBYTE, "CopyPayload");
        atMost(KIBIBYTE, "ns more than a copy of the payload", beyondCopy, 40);
        OptionalDouble measure = time(PUBLISH, Contestant.LEAST_WORK);
        atMost(
                KIBIBYTE,
                "ns of that machine more than a copy of the payload",
                combined(beyondCopy, measure, (more, least) -> more / least * 29),
                40);
        faster(STREAM, Contestant.NETTY, 5);
        faster(STREAM, Contestant.HIVEMQ, 4);
        OptionalDouble slices = quotient(STREAM, Contestant.NETTY, SLICES, Contestant.OURS);
        atLeast(SLICES, "times as fast as Netty, whose payloads are slices too", slices, 5);
        bytes(STREAM, 152);
        bytes(SLICES, 104);
        bytes(VIEWS, 0);
        atMost(VIEWS, "of the time of decoding to packets whose topics are new", quotient(VIEWS, NEW_TOPICS), 1 / 3.0);
        atMost(VIEWS, "of the time of decoding to packets whose topics came before", quotient(VIEWS, STREAM), 1 / 3.0);
        faster(PROPERTIES, Contestant.HIVEMQ, 1.6);
        faster("DecodePubAck", Contestant.HIVEMQ, 5);
    }

    private void encoding() {
        for (String text : List.of(ENCODE_TEXT, ENCODE_EQUAL_TEXT)) {
            OptionalDouble times = quotient(ENCODE, Contestant.HIVEMQ, text, Contestant.OURS);
            atLeast(text, "times as fast as HiveMQ from a packet", times, 8);
            bytes(text, 0);
        }
        bytes(ENCODE, 0);
        atLeast(ENCODE, "times as fast as from a String that is new", quotient(ENCODE_NEW_TEXT, ENCODE), 2);
        atLeast(ENCODE, "times as fast as from a String that came before", quotient(ENCODE_EQUAL_TEXT, ENCODE), 2);
        faster(ENCODE_PROPERTIES, Contestant.HIVEMQ, 2);
        faster("EncodePubAck", Contestant.HIVEMQ, 5);
    }

    private void leastWork() {
        for (String operation : run.operations()) {
            OptionalDouble ratio = quotient(operation, Contestant.OURS, operation, Contestant.LEAST_WORK);
            atMost(operation, "of the time of the least work", ratio, LEAST_WORK);
        }
    }

    private void faster(String operation, Contestant codec, double times) {
        atLeast(
                operation,
                "times as fast as " + codec.title(),
                quotient(operation, codec, operation, Contestant.OURS),
                times);
    }

    private void bytes(String operation, double most) {
        // Rounded: the profiler itself adds a small part of a byte.
        OptionalDouble bytes = ours(operation).stream()
                .mapToDouble(mine -> Math.round(mine.bytes()))
                .findFirst();
        atMost(operation, "bytes allocated", bytes, most);
    }

    private OptionalDouble time(String operation, Contestant codec) {
        return run.find(operation, codec).stream()
                .mapToDouble(Measured::nanoseconds)
                .findFirst();
    }

    private static OptionalDouble combined(OptionalDouble one, OptionalDouble two, DoubleBinaryOperator how) {
        return one.isPresent() && two.isPresent()
                ? OptionalDouble.of(how.applyAsDouble(one.getAsDouble(), two.getAsDouble()))
                : OptionalDouble.empty();
    }

    private OptionalDouble difference(String operation, String other) {
        return combined(time(operation, Contestant.OURS), time(other, Contestant.LEAST_WORK), (one, two) -> one - two);
    }

    private OptionalDouble quotient(String operation, String other) {
        return quotient(operation, Contestant.OURS, other, Contestant.OURS);
    }

    private OptionalDouble quotient(String operation, Contestant codec, String other, Contestant otherCodec) {
        return combined(time(operation, codec), time(other, otherCodec), (one, two) -> one / two);
    }

    private Optional<Measured> ours(String operation) {
        return run.find(operation, Contestant.OURS);
    }

    private void atLeast(String operation, String what, OptionalDouble actual, double bound) {
        if (actual.isPresent()) {
            line(actual.getAsDouble() >= bound, operation, "at least", actual.getAsDouble(), bound, what);
        }
    }

    private void atMost(String operation, String what, OptionalDouble actual, double bound) {
        if (actual.isPresent()) {
            line(actual.getAsDouble() <= bound, operation, "at most", actual.getAsDouble(), bound, what);
        }
    }

    private void line(boolean met, String operation, String relation, double actual, double bound, String what) {
        lines.add(List.of(
                met ? "met" : "not met",
                operation,
                String.format(Locale.ROOT, "%.2f", actual),
                String.format(Locale.ROOT, "%s %s %s", relation, Aligned.trimmed(bound), what)));
    }
}
