package io.mqttstack.conformance.interop;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Subject;
import io.mqttstack.conformance.client.ClientException;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.client.Versions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs cases, a few beside each other: each has clients, topics and a proxy of its own. May be used by several threads, for
 * several brokers. Its own threads are daemons.
 */
public final class InteropRun implements AutoCloseable {
    private static final int TAG_LENGTH = 8;
    private static final int TAG_RADIX = 36;

    private final RandomGenerator random;
    private final Duration patience;
    private final ExecutorService lanes;
    private final Lock beside;
    private final Lock alone;

    /**
     * Makes a run.
     *
     * @param random chooses topics and Client Identifiers
     * @param patience the longest wait for any one step of a case
     * @param parallel how many cases run beside each other, at least 1
     */
    public InteropRun(RandomGenerator random, Duration patience, int parallel) {
        this.random = random;
        this.patience = patience;
        this.lanes = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "mqtt-interop");
            thread.setDaemon(true);
            return thread;
        });
        // Fair, so that whoever wants to be alone waits for no more cases than those that run.
        ReadWriteLock company = new ReentrantReadWriteLock(true);
        this.beside = company.readLock();
        this.alone = company.writeLock();
    }

    /**
     * Runs cases with one broker in the versions that it speaks.
     *
     * @param clients the clients
     * @param broker the broker, which runs
     * @param versions the versions to speak
     * @param cases the cases
     * @param expectations which of them are not to be run
     * @param progress told of each result by the calling thread, in the order of the clients, versions and cases
     * @return the results, in this order
     * @throws IOException if what is expected cannot be read
     * @throws InterruptedException if interrupted; cases under way are given up
     */
    public List<InteropResult> run(
            List<ClientUnderTest> clients,
            Subject broker,
            Set<ProtocolVersion> versions,
            List<InteropCase> cases,
            Expectations expectations,
            Consumer<InteropResult> progress)
            throws IOException, InterruptedException {
        List<Future<InteropResult>> running = new ArrayList<>();
        try {
            for (ClientUnderTest client : clients) {
                Versions spoken = new Versions();
                Map<String, String> untested = expectations.untested(client.name(), broker.name());
                for (ProtocolVersion version : versions) {
                    for (InteropCase each : cases) {
                        if (broker.versions().contains(version) && version.compareTo(each.since()) >= 0) {
                            Optional<String> why = Optional.ofNullable(untested.get(id(version, each)));
                            running.add(lanes.submit(() -> why.isPresent()
                                    ? plain(client, broker, version, each, Outcome.UNTESTED, why.get())
                                    : locked(beside, client, spoken, broker, version, each)));
                        }
                    }
                }
            }
            List<InteropResult> results = new ArrayList<>();
            for (Future<InteropResult> each : running) {
                results.add(each.get());
                progress.accept(results.get(results.size() - 1));
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The suite failed", e.getCause());
        } finally {
            running.forEach(each -> each.cancel(true));
        }
    }

    /**
     * Runs one case again, when those under way are done, with none beside it.
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
                    return locked(alone, client, new Versions(), broker, version, each);
                }
            }
        }
        throw new IllegalArgumentException("There is no case " + former.testCase());
    }

    private static String id(ProtocolVersion version, InteropCase each) {
        return Case.number(version) + "/" + each.id();
    }

    private InteropResult locked(
            Lock lock,
            ClientUnderTest client,
            Versions spoken,
            Subject broker,
            ProtocolVersion version,
            InteropCase each)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return run(client, spoken, broker, version, each);
        } finally {
            lock.unlock();
        }
    }

    private InteropResult run(
            ClientUnderTest client, Versions spoken, Subject broker, ProtocolVersion version, InteropCase each)
            throws InterruptedException {
        Optional<Feature> lacking = spoken.lacking(version);
        if (lacking.isPresent()) {
            String reason = "the client has no " + lacking.get().id();
            return plain(client, broker, version, each, Outcome.UNSUPPORTED, reason);
        }
        try (Pairing pairing = new Pairing(client, spoken, broker, version, tag(), patience)) {
            each.check().run(pairing);
            pairing.sound();
            return plain(client, broker, version, each, Outcome.PASS, "");
        } catch (Finding e) {
            String symptom = e.outcome() == Outcome.FAIL ? e.symptom() : "";
            return new InteropResult(client.name(), broker.name(), id(version, each), e.outcome(), symptom, e.reason());
        } catch (IOException | ClientException e) {
            return plain(client, broker, version, each, Outcome.ERROR, String.valueOf(e.getMessage()));
        }
    }

    private static InteropResult plain(
            ClientUnderTest client,
            Subject broker,
            ProtocolVersion version,
            InteropCase each,
            Outcome outcome,
            String reason) {
        return new InteropResult(client.name(), broker.name(), id(version, each), outcome, "", reason);
    }

    private synchronized String tag() {
        StringBuilder tag = new StringBuilder(TAG_LENGTH);
        for (int i = 0; i < TAG_LENGTH; i++) {
            tag.append(Character.forDigit(random.nextInt(TAG_RADIX), TAG_RADIX));
        }
        return tag.toString();
    }

    /** Gives up what still runs. */
    @Override
    public void close() {
        lanes.shutdownNow();
    }
}
