package io.mqttstack.transport.nio;

/** The client's side of a handshake with a proxy, without any input or output: bytes in, bytes out. */
interface ProxyProtocol {

    /** The most bytes that an answer may have before it is complete. */
    int LONGEST_ANSWER = 8 * 1024;

    /** {@return what to send first} */
    byte[] greeting();

    /**
     * Looks at what the proxy has sent.
     *
     * @param bytes what has arrived and was not consumed
     * @param length how many bytes there are
     * @return what to do
     * @throws ProxyRefusal if the proxy does not let us through, or is none
     */
    Step received(byte[] bytes, int length) throws ProxyRefusal;

    /** What to do next. */
    final class Step {
        static final Step MORE = new Step(0, new byte[0], false);

        private final int consumed;
        private final byte[] answer;
        private final boolean open;

        private Step(int consumed, byte[] answer, boolean open) {
            this.consumed = consumed;
            this.answer = answer;
            this.open = open;
        }

        static Step say(int consumed, byte[] answer) {
            return new Step(consumed, answer, false);
        }

        static Step through(int consumed) {
            return new Step(consumed, new byte[0], true);
        }

        /** How many bytes the step took; 0 if it needs more. */
        int consumed() {
            return consumed;
        }

        /** What to send. */
        byte[] answer() {
            return answer;
        }

        /** Whether the way to the server is open. */
        boolean open() {
            return open;
        }
    }

    /** The proxy does not let us through; the message goes on behind "The proxy … ". */
    final class ProxyRefusal extends Exception {
        private static final long serialVersionUID = 1L;

        ProxyRefusal(String message) {
            super(message);
        }
    }
}
