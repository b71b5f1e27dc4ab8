package io.mqttstack.client.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.Message;
import io.mqttstack.client.store.FileSessionStore;
import io.mqttstack.client.store.SessionChange;
import io.mqttstack.client.store.SessionChange.Connected;
import io.mqttstack.client.store.SessionChange.Connecting;
import io.mqttstack.client.store.SessionChange.Ended;
import io.mqttstack.client.store.SessionChange.Expired;
import io.mqttstack.client.store.SessionChange.Forgotten;
import io.mqttstack.client.store.SessionChange.Published;
import io.mqttstack.client.store.SessionChange.Queued;
import io.mqttstack.client.store.SessionChange.Received;
import io.mqttstack.client.store.SessionChange.Released;
import io.mqttstack.client.store.SessionChange.Requeued;
import io.mqttstack.client.store.SessionContents;
import io.mqttstack.client.store.SessionSnapshot;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.client.store.StoredSession;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in files, and what becomes of them when they are cut, damaged or opened twice. */
class FileSessionTest {
    private static final Message RICH = Message.builder(TopicName.of("a/\u00e9/\ud83d\ude00"))
            .payload("payload")
            .qos(QoS.EXACTLY_ONCE)
            .retain(true)
            .messageExpiryInterval(77)
            .responseTopic(TopicName.of("answer"))
            .correlationData(Bytes.utf8("correlation"))
            .contentType("text/plain")
            .payloadIsUtf8(true)
            .userProperty("name", "value")
            .userProperty("name", "again")
            .build();

    /** One of each kind, so that each leaves something behind. */
    private static final List<SessionChange> CHANGES = List.of(
            new Connecting(),
            new Connected(Optional.of("assigned"), false, true),
            new Queued(-1, plain("one"), OptionalLong.empty()),
            new Queued(0, RICH, OptionalLong.of(4_711)),
            new Published(-1, 1),
            new Published(0, 65_535),
            new Queued(Integer.MIN_VALUE, plain("three"), OptionalLong.empty()),
            new Released(0),
            new Requeued(-1),
            new Received(65_535),
            new Received(2),
            new Forgotten(2),
            new Connected(Optional.empty(), true, true),
            new Queued(9, plain("four"), OptionalLong.empty()),
            new Ended(9),
            new Expired());

    @TempDir
    Path directory;

    private final Progress progress = new Progress();

    private static final class Progress implements SessionStore.Progress {
        final List<Long> persisted = new ArrayList<>();
        final List<IOException> failures = new ArrayList<>();

        @Override
        public void persisted(long sequence) {
            persisted.add(sequence);
        }

        @Override
        public void failed(IOException cause) {
            failures.add(cause);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    private static Message plain(String text) {
        return Message.builder(TopicName.of("plain"))
                .payload(text)
                .qos(QoS.AT_LEAST_ONCE)
                .build();
    }

    private Path path() {
        return directory.resolve("file.session");
    }

    private FileSession open() throws IOException {
        return FileSession.open(path(), "client", true, progress);
    }

    private static SessionSnapshot after(List<SessionChange> changes) {
        SessionContents contents = new SessionContents();
        changes.forEach(contents::apply);
        return contents.snapshot();
    }

    private void write(List<SessionChange> changes) throws IOException {
        FileSession session = open();
        long sequence = 0;
        for (SessionChange each : changes) {
            session.append(++sequence, each);
        }
        assertEquals(sequence, progress.persisted.get(progress.persisted.size() - 1), "all is kept");
        session.close().toCompletableFuture().join();
        assertEquals(List.of(), progress.failures);
    }

    private SessionSnapshot read() throws IOException {
        FileSession session = open();
        session.close().toCompletableFuture().join();
        return session.snapshot();
    }

    @Test
    void isAfterwardsWhatItWasBefore() throws IOException {
        write(CHANGES);
        SessionSnapshot found = read();
        assertEquals(after(CHANGES), found);
        assertEquals(Optional.of("assigned"), found.assignedClientIdentifier());
        assertEquals(List.of(65_535), found.received());
        assertEquals(
                List.of(-1, Integer.MIN_VALUE, 0),
                found.messages().stream().map(each -> each.number()).toList());
        assertEquals(RICH, found.messages().get(2).message());
        assertEquals(OptionalLong.of(4_711), found.messages().get(2).expiresAt());
    }

    @Test
    void isTheSameAfterItWasWrittenAnew() {
        SessionContents contents = new SessionContents();
        for (SessionChange each : CHANGES) {
            contents.apply(each);
            assertEquals(contents.snapshot(), after(contents.changes()), "after " + each);
        }
    }

    @Test
    void knowsWhatWasSentInASessionThatIsLost() {
        List<SessionChange> changes = List.of(
                new Queued(1, plain("one"), OptionalLong.empty()),
                new Queued(2, RICH, OptionalLong.empty()),
                new Queued(3, RICH, OptionalLong.empty()),
                new Published(1, 1),
                new Published(2, 2),
                new Received(7),
                new Connected(Optional.empty(), false, true));
        SessionSnapshot lost = after(changes);
        assertEquals(
                List.of(SessionSnapshot.Stage.WAITING, SessionSnapshot.Stage.LOST, SessionSnapshot.Stage.WAITING),
                lost.messages().stream().map(each -> each.stage()).toList());
        assertEquals(List.of(), lost.received());
        SessionContents contents = new SessionContents();
        changes.forEach(contents::apply);
        SessionSnapshot anew = after(contents.changes());
        assertEquals(Set.copyOf(lost.messages()), Set.copyOf(anew.messages()));
        assertEquals(lost.established(), anew.established());
        contents.apply(new Requeued(2));
        assertEquals(
                SessionSnapshot.Stage.WAITING,
                contents.snapshot().messages().get(1).stage());
    }

    /** However a process ends as it writes, what it has been told to be kept before is there. */
    @Test
    void losesTheLastChangesWhereTheFileIsCutAndNothingElse() throws IOException {
        List<Integer> ends = new ArrayList<>();
        FileSession session = open();
        ends.add((int) Files.size(path()));
        for (int i = 0; i < CHANGES.size(); i++) {
            session.append(i + 1, CHANGES.get(i));
            ends.add((int) Files.size(path()));
        }
        session.close().toCompletableFuture().join();
        byte[] whole = Files.readAllBytes(path());
        for (int length = 0; length <= whole.length; length++) {
            for (byte[] cut : List.of(Arrays.copyOf(whole, length), zeros(whole, length))) {
                int same = Arrays.mismatch(cut, whole);
                int kept = 0;
                while (kept < CHANGES.size() && (same < 0 || ends.get(kept + 1) <= same)) {
                    kept++;
                }
                Files.write(path(), cut);
                assertEquals(after(CHANGES.subList(0, kept)), read(), "cut at " + length);
                write(List.of(new Received(7)));
                assertTrue(read().received().contains(7), "goes on after a cut at " + length);
            }
        }
    }

    private static byte[] zeros(byte[] whole, int from) {
        byte[] zeros = whole.clone();
        Arrays.fill(zeros, from, zeros.length, (byte) 0);
        return zeros;
    }

    @Test
    void refusesAFileThatIsDamagedBeforeItsEnd() throws IOException {
        FileSession session = open();
        int title = (int) Files.size(path());
        for (int i = 0; i < CHANGES.size(); i++) {
            session.append(i + 1, CHANGES.get(i));
        }
        int last = (int) Files.size(path());
        session.append(CHANGES.size() + 1, new Received(3));
        session.close().toCompletableFuture().join();
        byte[] whole = Files.readAllBytes(path());
        for (int at = 0; at < last; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(path(), damaged);
            IOException refusal = assertThrows(IOException.class, this::open, "damaged at " + at);
            String said = String.valueOf(refusal.getMessage());
            assertTrue(said.contains(at < title ? "is no session" : "is damaged at byte "), said);
            assertTrue(said.contains(path().toString()), said);
            assertEquals(whole.length, Files.size(path()), "is left as it is");
        }
    }

    @Test
    void survivesAnyBytes() throws IOException {
        write(CHANGES);
        byte[] whole = Files.readAllBytes(path());
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(path(), Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            try {
                read();
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).contains(path().toString()), "seed " + seed + ": " + e);
            }
        }
    }

    @Test
    void isOpenOnce() throws IOException {
        FileSession session = open();
        IOException refusal = assertThrows(IOException.class, this::open);
        assertTrue(String.valueOf(refusal.getMessage()).contains("is in use"), refusal::getMessage);
        session.close().toCompletableFuture().join();
        read();
    }

    @Test
    void refusesTheFileOfAnother() throws IOException {
        write(CHANGES);
        IOException refusal =
                assertThrows(IOException.class, () -> FileSession.open(path(), "another", true, progress));
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("no session of the Client Identifier \"another\""),
                refusal::getMessage);
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        Path inner = directory.resolve("not/there/yet");
        FileSessionStore store = FileSessionStore.in(inner);
        StoredSession session = store.open("a/b\u00e9 \ud83d\ude00", progress);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)));
        try (Stream<Path> files = Files.list(inner)) {
            List<Path> all = files.toList();
            assertEquals(2, all.size(), all::toString);
            for (Path each : all) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
        }
        session.close().toCompletableFuture().join();
    }

    @Test
    void hasAFileForEachClientIdentifier() throws IOException {
        FileSessionStore store = FileSessionStore.in(directory);
        Set<String> names = Set.of(
                "", "a", "A", "a/b", "a_b", "..", "../x", "x".repeat(60_000), "x".repeat(60_001), "\u00e9", "\u00e8");
        List<StoredSession> open = new ArrayList<>();
        for (String each : names) {
            open.add(store.open(each, progress));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertEquals(
                    2L * names.size(), files.filter(Files::isRegularFile).count(), "a session and a lock for each");
        }
        open.forEach(each -> each.close().toCompletableFuture().join());
    }

    @Test
    void staysAsSmallAsItsUse() throws IOException {
        FileSession session = FileSession.open(path(), "client", false, 4_096, progress);
        long sequence = 0;
        session.append(++sequence, new Queued(-7, RICH, OptionalLong.empty()));
        long largest = 0;
        for (int i = 0; i < 2_000; i++) {
            session.append(++sequence, new Queued(i, plain("x".repeat(100)), OptionalLong.empty()));
            session.append(++sequence, new Published(i, 5));
            session.append(++sequence, new Ended(i));
            largest = Math.max(largest, Files.size(path()));
        }
        assertTrue(largest < 6_000, "bytes: " + largest);
        assertEquals(sequence, progress.persisted.get(progress.persisted.size() - 1));
        session.close().toCompletableFuture().join();
        assertEquals(
                List.of(RICH),
                read().messages().stream().map(each -> each.message()).toList());
        assertFalse(Files.exists(directory.resolve("file.session.new")));
    }

    @Test
    void isWrittenAnewOnlyOnceThatIsOfUse() throws IOException {
        FileSession session = FileSession.open(path(), "client", false, 4_096, progress);
        Message named = Message.builder(TopicName.of("named"))
                .qos(QoS.AT_LEAST_ONCE)
                .userProperty("name", "x".repeat(10_000))
                .build();
        session.append(1, new Queued(1, named, OptionalLong.empty()));
        session.append(2, new Received(1));
        String first = fileKey();
        for (int i = 3; i < 100; i++) {
            session.append(i, new Received(1));
            assertEquals(first, fileKey(), "written anew for change " + i);
        }
        session.close().toCompletableFuture().join();
    }

    private String fileKey() throws IOException {
        return String.valueOf(
                Files.readAttributes(path(), BasicFileAttributes.class).fileKey());
    }

    @Test
    void failsAndLetsGoAfterAnError() throws IOException {
        FileSession session = FileSession.open(path(), "client", false, new SessionStore.Progress() {
            @Override
            public void persisted(long sequence) {
                throw new LinkageError("on purpose");
            }

            @Override
            public void failed(IOException cause) {
                progress.failed(cause);
            }

            @Override
            public void execute(Runnable task) {
                task.run();
            }
        });
        session.append(1, new Received(1));
        assertEquals(1, progress.failures.size());
        session.close().toCompletableFuture().join();
        assertEquals(List.of(1), read().received());
    }

    @Test
    void goesOnWhereACrashLeftTheNextFile() throws IOException {
        write(CHANGES);
        Files.writeString(directory.resolve("file.session.new"), "cut short");
        FileSession session = FileSession.open(path(), "client", true, 1, progress);
        assertEquals(after(CHANGES), session.snapshot());
        assertFalse(Files.exists(directory.resolve("file.session.new")), "what it has of payloads is not left there");
        for (int i = 0; i < 100; i++) {
            session.append(i + 1, new Received(8));
        }
        session.close().toCompletableFuture().join();
        assertEquals(List.of(65_535, 8), read().received());
    }

    @Test
    void keepsALargeMessage() throws IOException {
        byte[] payload = new byte[20_000_000];
        new SplittableRandom(1).nextBytes(payload);
        Message large = Message.of(TopicName.of("large"), Bytes.wrap(payload), QoS.AT_LEAST_ONCE, false);
        write(List.of(new Queued(1, large, OptionalLong.empty()), new Queued(2, plain("small"), OptionalLong.empty())));
        assertEquals(
                List.of(large, plain("small")),
                read().messages().stream().map(each -> each.message()).toList());
    }

    @Test
    void tellsOnceOfTheFirstFailureAndKeepsNothingAfterIt() throws IOException {
        FileSession session = open();
        session.append(1, new Received(1));
        session.append(2, new Ended(4_711));
        session.append(3, new Received(3));
        assertEquals(List.of(1L), progress.persisted);
        assertEquals(1, progress.failures.size());
        assertTrue(String.valueOf(progress.failures.get(0).getMessage()).contains("no message 4711"));
        session.close().toCompletableFuture().join();
        assertEquals(List.of(1), read().received());
    }

    @Test
    void failsWhereNothingCanBeWritten() throws IOException {
        Path file = directory.resolve("a file");
        Files.writeString(file, "");
        assertThrows(IOException.class, () -> FileSessionStore.in(file).open("client", progress));
    }
}
