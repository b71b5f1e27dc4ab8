package io.mqttstack.conformance;

import java.time.Duration;
import java.util.Optional;

/** Turns what was found into a verdict, in the light of what was predicted. */
final class Judge {
    private final DeviationProfile profile;

    Judge(DeviationProfile profile) {
        this.profile = profile;
    }

    Verdict passed(Case testCase, Duration duration) {
        return profile.predicts(testCase.id())
                .map(predicted -> failed(testCase, noLongerShows(predicted), duration))
                .orElseGet(() -> new Verdict(testCase, Outcome.PASS, "", Optional.empty(), duration));
    }

    Verdict found(Case testCase, Finding finding, Duration duration) {
        Optional<Deviation> prediction = profile.predicts(testCase.id());
        return switch (finding.outcome()) {
            case FAIL -> prediction
                    .map(predicted -> predicted.symptom().equals(finding.symptom())
                            ? new Verdict(
                                    testCase,
                                    Outcome.KNOWN,
                                    finding.reason(),
                                    Optional.of(predicted),
                                    duration)
                            : failed(testCase, otherwise(finding, predicted), duration))
                    .orElseGet(() -> failed(testCase, symptomOf(finding), duration));
            case NON_STRICT, UNSUPPORTED -> prediction
                    .map(predicted -> failed(testCase, noLongerShows(predicted) + ": " + finding.reason(), duration))
                    .orElseGet(() -> plain(testCase, finding, duration));
            case UNTESTED, PASS, KNOWN, ERROR -> plain(testCase, finding, duration);
        };
    }

    private static Verdict plain(Case testCase, Finding finding, Duration duration) {
        return new Verdict(testCase, finding.outcome(), finding.reason(), Optional.empty(), duration);
    }

    private static Verdict failed(Case testCase, String reason, Duration duration) {
        return new Verdict(testCase, Outcome.FAIL, reason, Optional.empty(), duration);
    }

    private static String symptomOf(Finding finding) {
        return finding.symptom() + ": " + finding.reason();
    }

    private static String noLongerShows(Deviation predicted) {
        return "the deviation " + predicted.name() + " no longer shows";
    }

    private static String otherwise(Finding finding, Deviation predicted) {
        return symptomOf(finding) + " (the deviation " + predicted.name() + " predicts " + predicted.symptom() + ")";
    }
}
