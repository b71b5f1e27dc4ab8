package io.mqttstack.codec;

/**
 * How much a decoder accepts from its peer, and whether it accepts what the specification merely discourages. Each limit is
 * checked before anything is allocated on the peer's word.
 *
 * <p>Immutable.
 */
public final class DecodeLimits {
    private static final int LARGEST_PACKET = 268_435_460;

    /** The default limits: packets of 16 MiB, 1,024 properties a packet, 65,536 Topic Filters a packet. */
    public static final DecodeLimits DEFAULT = builder().build();

    private final int maximumPacketSize;
    private final int maximumProperties;
    private final int maximumFilters;
    private final boolean discouragedCharacters;

    private DecodeLimits(Builder builder) {
        maximumPacketSize = builder.maximumPacketSize;
        maximumProperties = builder.maximumProperties;
        maximumFilters = builder.maximumFilters;
        discouragedCharacters = builder.discouragedCharacters;
    }

    /** {@return a builder that holds the default limits} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the largest packet accepted, in bytes of the whole packet, fixed header included; a larger one fails with
     * Packet too large (0x95)}
     */
    public int maximumPacketSize() {
        return maximumPacketSize;
    }

    /** {@return the most properties accepted in one packet, those of the Will included} */
    public int maximumProperties() {
        return maximumProperties;
    }

    /** {@return the most Topic Filters accepted in one SUBSCRIBE or UNSUBSCRIBE} */
    public int maximumFilters() {
        return maximumFilters;
    }

    /** {@return whether strings may hold control characters and noncharacters} */
    public boolean discouragedCharacters() {
        return discouragedCharacters;
    }

    @Override
    public String toString() {
        return "DecodeLimits[maximumPacketSize=" + maximumPacketSize + ", maximumProperties=" + maximumProperties
                + ", maximumFilters=" + maximumFilters + ", discouragedCharacters=" + discouragedCharacters + "]";
    }

    /** Builds {@link DecodeLimits}. Not safe for use by several threads. */
    public static final class Builder {
        private int maximumPacketSize = 16 * 1024 * 1024;
        private int maximumProperties = 1024;
        private int maximumFilters = 65_536;
        private boolean discouragedCharacters = true;

        private Builder() {}

        /**
         * Sets the largest packet accepted.
         *
         * @param bytes the size of the whole packet in bytes, fixed header included: 2 to 268,435,460; by default 16 MiB
         * @return this builder
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder maximumPacketSize(int bytes) {
            maximumPacketSize = inRange(bytes, 2, LARGEST_PACKET, "maximumPacketSize");
            return this;
        }

        /**
         * Sets the most properties accepted in one packet.
         *
         * @param count the number of properties, at least 0; by default 1,024
         * @return this builder
         * @throws IllegalArgumentException if the value is negative
         */
        public Builder maximumProperties(int count) {
            maximumProperties = inRange(count, 0, Integer.MAX_VALUE, "maximumProperties");
            return this;
        }

        /**
         * Sets the most Topic Filters accepted in one SUBSCRIBE or UNSUBSCRIBE.
         *
         * @param count the number of filters, at least 1; by default 65,536
         * @return this builder
         * @throws IllegalArgumentException if the value is less than 1
         */
        public Builder maximumFilters(int count) {
            maximumFilters = inRange(count, 1, Integer.MAX_VALUE, "maximumFilters");
            return this;
        }

        /**
         * Sets whether strings may hold U+0001 to U+001F, U+007F to U+009F and noncharacters such as U+FFFF. Senders
         * should avoid them, and receivers may end the connection over them (section 1.5.3 of 3.1.1, 1.5.4 of 5.0).
         *
         * @param accepted whether they are accepted; if not, a packet with one of them fails with Malformed Packet (0x81);
         *     by default true
         * @return this builder
         */
        public Builder discouragedCharacters(boolean accepted) {
            discouragedCharacters = accepted;
            return this;
        }

        /** {@return the limits} */
        public DecodeLimits build() {
            return new DecodeLimits(this);
        }

        private static int inRange(int value, int minimum, int maximum, String what) {
            if (value < minimum || value > maximum) {
                throw new IllegalArgumentException(what + " is " + value + "; give " + minimum + " to " + maximum);
            }
            return value;
        }
    }
}
