package io.mqttstack.conformance.raw;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.print.PacketPrinter;
import io.mqttstack.codec.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What went over the connections of one case, in the order in which it did, with the time since the beginning. Keeps every
 * byte; what it prints has passwords, authentication data and payloads masked and everything else escaped. Safe for use by
 * several threads.
 */
public final class Transcript {
    /** The most entries that are printed; a case that exchanges more is about their number. */
    static final int PRINTED = 200;

    private static final int LONGEST_ENTRY = 4_096;

    private final LongSupplier nanoTime;
    private final long start;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One thing that happened.
     *
     * @param at when, since the beginning
     * @param connection the number of the connection, from 1
     * @param from who sent the bytes; for a note without bytes, whom it is about
     * @param bytes what was sent; empty for a note
     * @param note what happened, where it is not bytes
     */
    public record Entry(Duration at, int connection, Sender from, Bytes bytes, String note) {}

    /**
     * Begins a transcript.
     *
     * @param nanoTime the time in nanoseconds, from an arbitrary origin
     */
    public Transcript(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    Duration now() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    void bytes(int connection, Sender from, byte[] bytes) {
        add(new Entry(now(), connection, from, Bytes.copyOf(bytes), ""));
    }

    void note(int connection, Sender about, String note) {
        add(new Entry(now(), connection, about, Bytes.EMPTY, note));
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /** {@return what happened so far} */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Prints what happened so far: a line for each entry, and below it the fields of the packets.
     *
     * @param version how the bytes are read
     * @return lines of visible characters and spaces
     */
    public List<String> lines(ProtocolVersion version) {
        List<String> lines = new ArrayList<>();
        List<Entry> all = entries();
        all.stream().limit(PRINTED).forEach(each -> print(each, version, lines));
        if (all.size() > PRINTED) {
            lines.add("and " + (all.size() - PRINTED) + " more");
        }
        return lines;
    }

    private static void print(Entry entry, ProtocolVersion version, List<String> lines) {
        boolean client = entry.from() == Sender.CLIENT;
        String what = entry.note().isEmpty() ? entry.bytes().length() + " bytes" : entry.note();
        lines.add(String.format(
                Locale.ROOT,
                "%+10.3f ms  connection %d  %s  %s",
                entry.at().toNanos() / 1e6,
                entry.connection(),
                client ? "client -> peer" : "peer -> client",
                what));
        if (entry.bytes().length() > LONGEST_ENTRY) {
            lines.add("    not printed, because it is long");
        } else if (entry.bytes().length() > 0) {
            PacketPrinter.builder()
                    .version(version)
                    .sender(entry.from())
                    .build()
                    .print(entry.bytes().toByteArray(), line -> lines.add("    " + line));
        }
    }
}
