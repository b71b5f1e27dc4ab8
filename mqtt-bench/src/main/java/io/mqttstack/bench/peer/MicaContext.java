package io.mqttstack.bench.peer;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import org.tio.client.TioClientConfig;
import org.tio.client.intf.TioClientHandler;
import org.tio.core.ChannelContext;
import org.tio.core.Node;
import org.tio.core.TioConfig;
import org.tio.core.intf.Packet;

/** The state of a connection that is none: mica's codec keeps the protocol version there. */
final class MicaContext extends ChannelContext {
    private static final Node NOBODY = new Node("localhost", 1883);

    private MicaContext() {
        super(new TioClientConfig(new NoHandler(), null, null, null, null), "benchmark");
    }

    static ChannelContext create() {
        return new MicaContext();
    }

    @Override
    public Node createClientNode(AsynchronousSocketChannel channel) {
        return NOBODY;
    }

    @Override
    public boolean isServer() {
        return true;
    }

    /** Never called, as nothing is received. */
    private static final class NoHandler implements TioClientHandler {
        @Override
        public Packet heartbeatPacket(ChannelContext context) {
            throw unexpected();
        }

        @Override
        public Packet decode(ByteBuffer buffer, int limit, int position, int readable, ChannelContext context) {
            throw unexpected();
        }

        @Override
        public ByteBuffer encode(Packet packet, TioConfig config, ChannelContext context) {
            throw unexpected();
        }

        @Override
        public void handler(Packet packet, ChannelContext context) {
            throw unexpected();
        }

        private static IllegalStateException unexpected() {
            return new IllegalStateException("There is no connection");
        }
    }
}
