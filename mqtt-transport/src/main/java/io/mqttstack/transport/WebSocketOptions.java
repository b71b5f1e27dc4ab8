package io.mqttstack.transport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How a WebSocket is opened and read. Immutable; {@link #toString()} shows no values of headers. */
public final class WebSocketOptions {

    /** No header of our own, subprotocol {@code mqtt}, frames of up to 16 MiB and 64 KiB. */
    public static final WebSocketOptions DEFAULT = builder().build();

    private final Map<String, String> headers;
    private final String subprotocol;
    private final int maximumFramePayload;

    private WebSocketOptions(Builder builder) {
        headers = Map.copyOf(builder.headers);
        subprotocol = builder.subprotocol;
        maximumFramePayload = builder.maximumFramePayload;
    }

    /** {@return a builder that holds the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return headers that a client adds to its request, by name; empty by default} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return the subprotocol that a client asks for, and which the server has to confirm; {@code mqtt} by default} */
    public String subprotocol() {
        return subprotocol;
    }

    /**
     * {@return the largest payload of a frame that is accepted, in bytes} 16 MiB and 64 KiB by default. A frame often is
     * one packet, and it is read whole: the limit has to be as large as the Maximum Packet Size.
     */
    public int maximumFramePayload() {
        return maximumFramePayload;
    }

    @Override
    public String toString() {
        return "WebSocketOptions[headers=" + headers.keySet() + ", subprotocol=" + subprotocol
                + ", maximumFramePayload=" + maximumFramePayload + "]";
    }

    /** Collects options; not for use by several threads at a time. */
    public static final class Builder {

        private final Map<String, String> headers = new LinkedHashMap<>();
        private String subprotocol = "mqtt";
        private int maximumFramePayload = (16 * 1024 + 64) * 1024;

        private Builder() {}

        /**
         * Adds a header to the request of a client, for example a token.
         *
         * @param name the name; one that was added before is replaced
         * @param value the value
         * @return this builder
         * @throws IllegalArgumentException if the name or the value has a control character or the name is empty
         */
        public Builder header(String name, String value) {
            if (name.isEmpty() || hasControl(name) || hasControl(value)) {
                throw new IllegalArgumentException("The header '" + name.replaceAll("\\p{Cntrl}", "?")
                        + "' is empty, or it or its value has a control character");
            }
            headers.put(name, value);
            return this;
        }

        private static boolean hasControl(String text) {
            return text.chars().anyMatch(c -> c < ' ' || c == 0x7F);
        }

        /**
         * Sets {@link WebSocketOptions#subprotocol()}.
         *
         * @param subprotocol the name; {@code mqttv3.1} for some old servers
         * @return this builder
         */
        public Builder subprotocol(String subprotocol) {
            this.subprotocol = Objects.requireNonNull(subprotocol, "subprotocol");
            return this;
        }

        /**
         * Sets {@link WebSocketOptions#maximumFramePayload()}.
         *
         * @param bytes at least 125
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        public Builder maximumFramePayload(int bytes) {
            if (bytes < 125) {
                throw new IllegalArgumentException("maximumFramePayload must be at least 125 bytes, not " + bytes);
            }
            this.maximumFramePayload = bytes;
            return this;
        }

        /** {@return the options} */
        public WebSocketOptions build() {
            return new WebSocketOptions(this);
        }
    }
}
