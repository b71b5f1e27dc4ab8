package io.mqttstack.conformance;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what was found into a verdict, in the light of what was predicted. */
public final class Judge {
    private final DeviationProfile profile;

    /**
     * Makes a judge.
     *
     * @param profile what is predicted
     */
    public Judge(DeviationProfile profile) {
        this.profile = profile;
    }

    /**
     * Judges a case that found nothing wrong.
     *
     * @param testCase the case
     * @param duration how long it ran
     * @return PASS, or FAIL if something was predicted
     */
    public Verdict passed(Case testCase, Duration duration) {
        return gone(testCase)
                .map(predicted -> failed(testCase, noLongerShows(predicted), duration))
                .orElseGet(() -> new Verdict(testCase, Outcome.PASS, "", Optional.empty(), duration));
    }

    /**
     * Judges what a case found.
     *
     * @param testCase the case
     * @param finding what it found
     * @param duration how long it ran
     * @return the verdict
     */
    public Verdict found(Case testCase, Finding finding, Duration duration) {
        return switch (finding.outcome()) {
            case FAIL ->
                profile.predicts(testCase.id()).stream()
                        .filter(each -> each.symptoms().contains(finding.symptom()))
                        .findFirst()
                        .map(predicted -> new Verdict(
                                testCase, Outcome.KNOWN, finding.reason(), Optional.of(predicted), duration))
                        .orElseGet(() -> failed(testCase, unexpected(testCase, finding), duration));
            case NON_STRICT, UNSUPPORTED ->
                gone(testCase)
                        .map(predicted ->
                                failed(testCase, noLongerShows(predicted) + ": " + finding.reason(), duration))
                        .orElseGet(() -> plain(testCase, finding, duration));
            case UNTESTED, PASS, KNOWN, ERROR -> plain(testCase, finding, duration);
        };
    }

    /** The deviation that should have shown in a case that did not fail. */
    private Optional<Deviation> gone(Case testCase) {
        return profile.predicts(testCase.id()).stream()
                .filter(Deviation::always)
                .findFirst();
    }

    private static Verdict plain(Case testCase, Finding finding, Duration duration) {
        return new Verdict(testCase, finding.outcome(), finding.reason(), Optional.empty(), duration);
    }

    private static Verdict failed(Case testCase, String reason, Duration duration) {
        return new Verdict(testCase, Outcome.FAIL, reason, Optional.empty(), duration);
    }

    private static String noLongerShows(Deviation predicted) {
        return "the deviation " + predicted.name() + " no longer shows";
    }

    private String unexpected(Case testCase, Finding finding) {
        String predicted = profile.predicts(testCase.id()).stream()
                .map(each -> "; the deviation " + each.name() + " predicts " + String.join(" or ", each.symptoms()))
                .collect(Collectors.joining());
        return finding.symptom() + ": " + finding.reason() + predicted;
    }
}
