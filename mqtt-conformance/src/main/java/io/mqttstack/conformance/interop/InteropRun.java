package io.mqttstack.conformance.interop;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Subject;
import io.mqttstack.conformance.client.ClientException;
import io.mqttstack.conformance.client.ClientUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Runs cases for one client and one broker, one after the other. */
public final class InteropRun {
    private static final int TAG_LENGTH = 8;
    private static final int TAG_RADIX = 36;

    private final RandomGenerator random;
    private final Duration patience;

    /**
     * Makes a run.
     *
     * @param random chooses topics and Client Identifiers
     * @param patience the longest wait for any one step of a case
     */
    public InteropRun(RandomGenerator random, Duration patience) {
        this.random = random;
        this.patience = patience;
    }

    /**
     * Runs cases in the versions that the broker speaks.
     *
     * @param client the client
     * @param broker the broker, which runs
     * @param versions the versions to speak
     * @param cases the cases
     * @param progress told of each result
     * @return the results
     * @throws InterruptedException if interrupted
     */
    public List<InteropResult> run(
            ClientUnderTest client,
            Subject broker,
            Set<ProtocolVersion> versions,
            List<InteropCase> cases,
            Consumer<InteropResult> progress)
            throws InterruptedException {
        List<InteropResult> results = new ArrayList<>();
        for (ProtocolVersion version : versions) {
            for (InteropCase each : cases) {
                if (broker.versions().contains(version) && version.compareTo(each.since()) >= 0) {
                    InteropResult result = run(client, broker, version, each);
                    results.add(result);
                    progress.accept(result);
                }
            }
        }
        return results;
    }

    /**
     * Runs one case again.
     *
     * @param client the client
     * @param broker the broker, which runs
     * @param former what came of the case before
     * @return what comes of it now
     * @throws InterruptedException if interrupted
     */
    public InteropResult again(ClientUnderTest client, Subject broker, InteropResult former)
            throws InterruptedException {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            for (InteropCase each : InteropCases.all()) {
                if (former.testCase().equals(id(version, each))) {
                    return run(client, broker, version, each);
                }
            }
        }
        throw new IllegalArgumentException("There is no case " + former.testCase());
    }

    private static String id(ProtocolVersion version, InteropCase each) {
        return Case.number(version) + "/" + each.id();
    }

    private InteropResult run(ClientUnderTest client, Subject broker, ProtocolVersion version, InteropCase each)
            throws InterruptedException {
        String id = id(version, each);
        try (Pairing pairing = new Pairing(client, broker, version, tag(), patience)) {
            each.check().run(pairing);
            return new InteropResult(client.name(), broker.name(), id, Outcome.PASS, "", "");
        } catch (Finding e) {
            String symptom = e.outcome() == Outcome.FAIL ? e.symptom() : "";
            return new InteropResult(client.name(), broker.name(), id, e.outcome(), symptom, e.reason());
        } catch (IOException | ClientException e) {
            String reason = String.valueOf(e.getMessage());
            return new InteropResult(client.name(), broker.name(), id, Outcome.ERROR, "", reason);
        }
    }

    private String tag() {
        StringBuilder tag = new StringBuilder(TAG_LENGTH);
        for (int i = 0; i < TAG_LENGTH; i++) {
            tag.append(Character.forDigit(random.nextInt(TAG_RADIX), TAG_RADIX));
        }
        return tag.toString();
    }
}
