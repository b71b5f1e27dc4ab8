package io.mqttstack.transport;

/**
 * Something between a client and what listens, on the transport beneath both: it passes bytes on, in portions, and ends
 * when it is told to. It knows nothing of TLS and WebSocket.
 */
public final class Relay {

    private final Transport transport;
    private final Endpoint target;
    private final int portion;
    private final Transport.Listening listening;
    private volatile ByteConnection front;
    private volatile ByteConnection back;
    private long left = Long.MAX_VALUE;

    /** Listens; whoever connects is connected with the target, to which it speaks in portions of so many bytes. */
    public Relay(Transport transport, Endpoint where, Endpoint target, int portion) {
        this.transport = transport;
        this.target = target;
        this.portion = portion;
        this.listening = transport.listen(where, ConnectOptions.DEFAULT, connection -> new Front());
    }

    /** Where the client connects to. */
    public Endpoint endpoint() {
        return listening.endpoint();
    }

    /** Ends both connections in order, as a crashed peer's operating system would, after so many bytes from the client. */
    public void endAfter(int bytes) {
        front.loop().execute(() -> {
            left = bytes;
            endIfDue();
        });
        Await.quiet(front.loop());
    }

    private void endIfDue() {
        if (left == 0) {
            front.close();
            back.close();
        }
    }

    private void pass(ByteConnection to, byte[] data, int offset, int length) {
        for (int from = 0; from < length; from += portion) {
            int count = Math.min(portion, length - from);
            to.output(count).put(data, offset + from, count);
            to.flush();
        }
    }

    private final class Front implements ByteHandler {

        @Override
        public void opened(ByteConnection connection) {
            front = connection;
            connection.pauseReading();
            transport.connect(target, ConnectOptions.DEFAULT, connection.loop(), new Back());
        }

        @Override
        public void received(ByteConnection from, byte[] data, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            pass(back, data, offset, count);
            endIfDue();
        }

        @Override
        public void inputEnded(ByteConnection from) {
            back.shutdownOutput();
        }

        @Override
        public void closed(ByteConnection from, java.util.Optional<TransportException> cause) {
            if (back != null) {
                back.close();
            }
        }
    }

    private final class Back implements ByteHandler {

        @Override
        public void opened(ByteConnection connection) {
            back = connection;
            front.resumeReading();
        }

        @Override
        public void received(ByteConnection from, byte[] data, int offset, int length) {
            pass(front, data, offset, length);
        }

        @Override
        public void inputEnded(ByteConnection from) {
            front.shutdownOutput();
        }

        @Override
        public void closed(ByteConnection from, java.util.Optional<TransportException> cause) {
            front.close();
        }
    }
}
