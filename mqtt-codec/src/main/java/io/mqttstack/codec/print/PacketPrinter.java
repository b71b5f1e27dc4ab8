package io.mqttstack.codec.print;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.print.Settings;
import io.mqttstack.codec.internal.print.StreamPrinter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prints bytes as MQTT: each packet field by field with offsets, or what is wrong with it.
 *
 * <pre>
 *   PUBLISH at byte 0, 9 bytes, MQTT 5.0 (assumed), sent by the server (assumed)
 *          0  30                Packet type, flags   3 PUBLISH, DUP 0, QoS 0, RETAIN 0
 *          1  07                Remaining Length     7
 *          2  00 03 61 2f 62    Topic Name           "a/b"
 *          7  00                Property Length      0
 *          8  **                Payload              1 byte, masked
 * </pre>
 *
 * <p>A {@link io.mqttstack.codec.PacketDecoder} decides what is legal; the printer only names what the decoder has read.
 * Where the decoder finds a violation, the fields up to the byte at fault are printed, then the message with Reason Code and
 * statement, then the bytes around it with a caret.
 *
 * <p>Payloads, those of Wills too, and Correlation Data are masked unless {@link Builder#showPayloads} asks for them;
 * Passwords and Authentication Data unless {@link Builder#showSecrets} does. Bytes that belong to no field, because a packet
 * is cut off or illegal, may be either and need both. A Client that puts a secret in another field, such as the User Name or
 * a User Property, has it printed. What could act on a terminal or hide text is escaped: every line consists of visible
 * characters and spaces.
 *
 * <p>Immutable, for use by several threads.
 */
public final class PacketPrinter {
    /** How the bytes ended. */
    public enum Outcome {
        /** All bytes are legal packets. */
        COMPLETE,

        /** The last packet goes on behind the last byte. */
        INCOMPLETE,

        /** A packet is illegal; the bytes behind it are not read. */
        VIOLATION
    }

    private final Settings settings;

    private PacketPrinter(Builder builder) {
        settings = new Settings(
                builder.version,
                builder.sender,
                builder.limits,
                builder.showPayloads,
                builder.showSecrets,
                builder.longestText);
    }

    /** {@return a builder of a printer that discovers the version and the sender, and masks payloads and secrets} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Prints what one side of a connection sent.
     *
     * @param bytes the packets, one behind the other; not changed
     * @param lines takes the lines, without line ends, on the calling thread; what it throws passes through
     * @return how the bytes ended
     */
    public Outcome print(byte[] bytes, Consumer<String> lines) {
        return new StreamPrinter(settings, bytes, lines).print();
    }

    /** Builds a {@link PacketPrinter}. Not safe for use by several threads. */
    public static final class Builder {
        private Optional<ProtocolVersion> version = Optional.empty();
        private Optional<Sender> sender = Optional.empty();
        private DecodeLimits limits = DecodeLimits.DEFAULT;
        private boolean showPayloads;
        private boolean showSecrets;
        private int longestText = 120;

        private Builder() {}

        /**
         * Sets the protocol version.
         *
         * @param value the version; by default that of the CONNECT where the bytes begin with one, else 5.0
         * @return this builder
         */
        public Builder version(ProtocolVersion value) {
            version = Optional.of(value);
            return this;
        }

        /**
         * Sets who sent the bytes.
         *
         * @param value the sender; by default told by the first packet that only one side sends, else the Server
         * @return this builder
         */
        public Builder sender(Sender value) {
            sender = Optional.of(value);
            return this;
        }

        /**
         * Sets how much the decoder accepts.
         *
         * @param value the limits; by default {@link DecodeLimits#DEFAULT}
         * @return this builder
         */
        public Builder limits(DecodeLimits value) {
            limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        /**
         * Sets whether payloads, Will Payloads and Correlation Data are printed.
         *
         * @param value whether they are; by default their length alone
         * @return this builder
         */
        public Builder showPayloads(boolean value) {
            showPayloads = value;
            return this;
        }

        /**
         * Sets whether Passwords and Authentication Data are printed.
         *
         * @param value whether they are; by default their length alone
         * @return this builder
         */
        public Builder showSecrets(boolean value) {
            showSecrets = value;
            return this;
        }

        /**
         * Sets how much of a string or of binary data is printed; behind that, its length is.
         *
         * @param characters the most characters, 1 to 65,535; by default 120
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder longestText(int characters) {
            if (characters < 1 || characters > 65_535) {
                throw new IllegalArgumentException("longestText is " + characters + "; give 1 to 65535");
            }
            longestText = characters;
            return this;
        }

        /** {@return the printer} */
        public PacketPrinter build() {
            return new PacketPrinter(this);
        }
    }
}
