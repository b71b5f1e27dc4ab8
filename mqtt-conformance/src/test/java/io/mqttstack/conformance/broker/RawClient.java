package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A socket and the few packets, written by hand, that show whether a broker is alive. Uses no code of this project. */
final class RawClient implements AutoCloseable {

    static final int ACCEPTED = 0;

    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int DISCONNECT = 0xE0;

    /** How long a read may block: a broken broker fails the test instead of hanging it. */
    private static final int READ_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    RawClient(BrokerUnderTest broker) throws IOException {
        socket = new Socket();
        socket.connect(new InetSocketAddress(broker.host(), broker.port()), READ_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends CONNECT with a clean session and returns the return code or reason code of CONNACK. */
    int connect(ProtocolVersion version, Optional<Credentials> credentials) throws IOException {
        sendConnect(version, "raw" + version.level(), true, credentials);
        return awaitConnAck();
    }

    /** Sends CONNECT of MQTT 3.1.1 with a session that outlives the connection and requires its success. */
    void connectForGood(String clientIdentifier, Optional<Credentials> credentials) throws IOException {
        sendConnect(ProtocolVersion.V3_1_1, clientIdentifier, false, credentials);
        int code = awaitConnAck();
        if (code != ACCEPTED) {
            throw new IOException("refused with " + code);
        }
    }

    void sendConnect(ProtocolVersion version, String clientIdentifier, boolean clean, Optional<Credentials> credentials)
            throws IOException {
        Body body = new Body();
        body.string(version == ProtocolVersion.V3_1 ? "MQIsdp" : "MQTT");
        body.data.writeByte(version.level());
        body.data.writeByte((credentials.isPresent() ? 0xC0 : 0) | (clean ? 0x02 : 0));
        body.data.writeShort(60);
        if (version == ProtocolVersion.V5_0) {
            body.data.writeByte(0);
        }
        body.string(clientIdentifier);
        if (credentials.isPresent()) {
            body.string(credentials.get().user());
            body.string(credentials.get().password());
        }
        send(CONNECT, body);
    }

    int awaitConnAck() throws IOException {
        return await(CONNACK)[1];
    }

    /** Publishes with QoS 1, as MQTT 3.1.1, and waits for PUBACK. */
    void publish(String topic, String payload) throws IOException {
        Body body = new Body();
        body.string(topic);
        body.data.writeShort(1);
        body.data.writeBytes(payload);
        send(PUBLISH_QOS_1, body);
        await(PUBACK);
    }

    /** Subscribes with QoS 1, as MQTT 3.1.1, and waits for SUBACK. */
    void subscribe(String topic) throws IOException {
        Body body = new Body();
        body.data.writeShort(2);
        body.string(topic);
        body.data.writeByte(1);
        send(SUBSCRIBE, body);
        await(SUBACK);
    }

    /** Returns the payload of the next PUBLISH of QoS 1, as MQTT 3.1.1. */
    String awaitMessage() throws IOException {
        byte[] publish = await(PUBLISH_QOS_1);
        int topicLength = (publish[0] & 0xFF) << 8 | (publish[1] & 0xFF);
        int payload = 2 + topicLength + 2;
        return new String(Arrays.copyOfRange(publish, payload, publish.length), StandardCharsets.UTF_8);
    }

    /** Sends DISCONNECT and waits until the broker has closed the connection, so that it has noticed. */
    void disconnect() throws IOException {
        send(DISCONNECT, new Body());
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void send(int firstByte, Body body) throws IOException {
        byte[] bytes = body.bytes.toByteArray();
        if (bytes.length > 127) {
            throw new IllegalArgumentException("too long for a Remaining Length of one byte");
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(firstByte);
        packet.write(bytes.length);
        packet.write(bytes);
        socket.getOutputStream().write(packet.toByteArray());
    }

    /** Skips other packets until one of this type comes. */
    private byte[] await(int type) throws IOException {
        while (true) {
            int firstByte = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            if (length > 127) {
                throw new IOException("a packet longer than any that was asked for");
            }
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("closed in the middle of a packet");
            }
            if ((firstByte & 0xF0) == (type & 0xF0)) {
                return body;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Body {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);

        void string(String text) throws IOException {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            data.writeShort(encoded.length);
            data.write(encoded);
        }
    }
}
