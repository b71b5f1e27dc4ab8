package io.mqttstack.codec.internal.print;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.internal.wire.FixedHeader;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.print.PacketPrinter.Outcome;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets a decoder judge one packet after the other, and prints each when it is judged. */
public final class StreamPrinter {
    private final Settings settings;
    private final byte[] bytes;
    private final Consumer<String> lines;
    private final FieldLines fields;
    private final Optional<Sender> toldSender;
    private final PacketDecoder decoder;
    private final String sender;
    private final boolean discovers;

    /**
     * Prepares for one stream.
     *
     * @param settings what the printer was told
     * @param bytes the stream
     * @param lines takes the lines
     */
    public StreamPrinter(Settings settings, byte[] bytes, Consumer<String> lines) {
        this.settings = settings;
        this.bytes = bytes;
        this.lines = lines;
        this.fields = new FieldLines(bytes, lines);
        this.toldSender = settings.sender().or(this::onlySender);
        Sender from = toldSender.orElse(Sender.SERVER);
        this.sender = "sent by the " + (from == Sender.CLIENT ? "client" : "server")
                + (toldSender.isPresent() ? "" : " (assumed)");
        this.discovers = settings.version().isEmpty() && from == Sender.CLIENT && beginsWithConnect();
        this.decoder = discovers
                ? PacketDecoder.forServer(settings.limits())
                : PacketDecoder.of(settings.version().orElse(ProtocolVersion.V5_0), from, settings.limits());
    }

    private boolean beginsWithConnect() {
        return bytes.length > 0 && Frame.at(bytes, 0).type(bytes).equals(Optional.of(PacketType.CONNECT));
    }

    /** The side that alone sends packets such as one of these. */
    private Optional<Sender> onlySender() {
        ProtocolVersion version = settings.version().orElse(ProtocolVersion.V5_0);
        int at = 0;
        while (at < bytes.length) {
            Frame frame = Frame.at(bytes, at);
            Optional<PacketType> type = frame.type(bytes);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            boolean client = FixedHeader.sends(Sender.CLIENT, type.get(), version);
            if (client != FixedHeader.sends(Sender.SERVER, type.get(), version)) {
                return Optional.of(client ? Sender.CLIENT : Sender.SERVER);
            }
            at = frame.end();
        }
        return Optional.empty();
    }

    /** Prints the stream. */
    public Outcome print() {
        int at = 0;
        while (at < bytes.length) {
            Frame frame = Frame.at(bytes, at);
            Taker taker = new Taker();
            try {
                at += decoder.decode(bytes, at, bytes.length - at, taker);
            } catch (MqttProtocolException e) {
                violation(frame, e);
                return Outcome.VIOLATION;
            }
            title(frame);
            walk(frame, bytes.length);
            if (!taker.taken) {
                lines.accept("  Incomplete: " + missing(frame));
                return Outcome.INCOMPLETE;
            }
        }
        return Outcome.COMPLETE;
    }

    private static String missing(Frame frame) {
        return frame.isSized()
                ? "the packet lacks " + Text.count(frame.missing())
                : "the Remaining Length is not complete";
    }

    private void violation(Frame frame, MqttProtocolException e) {
        int fault = (int) e.offset();
        title(frame);
        walk(frame, fault);
        lines.accept("  Violation: " + Text.escaped(Objects.requireNonNullElse(e.getMessage(), "")));
        fields.caret(frame, fault);
        int unread = bytes.length - frame.end();
        if (unread > 0) {
            lines.accept("  Not read: " + Text.count(unread) + " behind the packet");
        }
    }

    /** Prints the fields that begin at or before the byte at index {@code last}. */
    private void walk(Frame frame, int last) {
        fields.begin(last);
        FieldCursor cursor = new FieldCursor(bytes, frame, settings, fields);
        frame.type(bytes)
                .ifPresentOrElse(type -> FieldWalker.walk(type, version(), cursor), () -> FieldWalker.walk(cursor));
    }

    private ProtocolVersion version() {
        return decoder.version().orElse(ProtocolVersion.V5_0);
    }

    private void title(Frame frame) {
        if (frame.start() > 0) {
            lines.accept("");
        }
        String type = frame.type(bytes).map(PacketType::name).orElse("Reserved packet type");
        String size = frame.isSized() ? Text.count(frame.size()) : "unknown length";
        String version = decoder.version().map(FieldWords::name).orElse("MQTT of unknown version");
        boolean assumed = settings.version().isEmpty() && !discovers;
        lines.accept(type + " at byte " + frame.start() + ", " + size + ", " + version + (assumed ? " (assumed)" : "")
                + ", " + sender);
    }

    /** Takes one packet, without a copy of a payload. */
    private static final class Taker implements PacketHandler {
        private boolean taken;

        @Override
        public boolean packet(Packet packet) {
            taken = true;
            return false;
        }

        @Override
        public boolean publish(PublishView view) {
            taken = true;
            return false;
        }
    }
}
