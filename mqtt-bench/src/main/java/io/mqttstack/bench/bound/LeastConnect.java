package io.mqttstack.bench.bound;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.Arrays;

/** The smallest CONNECT of 3.1.1 with Will, User Name and Password. */
final class LeastConnect {
    private static final int FIRST = 0x10;
    private static final int FLAGS = 0b1110_1110;
    private static final int PROTOCOL = 0x0004_4D51;
    private static final int PROTOCOL_LEVEL = 0x5454_0400 | FLAGS;

    private final int keepAlive;
    private final String clientIdentifier;
    private final String willTopic;
    private final byte[] willPayload;
    private final String userName;
    private final byte[] password;

    private LeastConnect(
            int keepAlive,
            String clientIdentifier,
            String willTopic,
            byte[] willPayload,
            String userName,
            byte[] password) {
        this.keepAlive = keepAlive;
        this.clientIdentifier = clientIdentifier;
        this.willTopic = willTopic;
        this.willPayload = willPayload;
        this.userName = userName;
        this.password = password;
    }

    static LeastConnect read(byte[] array) {
        int end = array.length;
        int at = LeastHeader.read(FIRST, array);
        if ((int) LeastText.INT.get(array, at) != PROTOCOL
                || (int) LeastText.INT.get(array, at + 4) != PROTOCOL_LEVEL) {
            throw new IllegalArgumentException("Not the protocol or the flags that were expected");
        }
        int keepAlive = LeastText.twoBytes(array, at + 8);
        at += 10;
        String clientIdentifier = LeastText.field(array, at, end);
        at += 2 + LeastText.twoBytes(array, at);
        int to = at + 2 + LeastText.twoBytes(array, at);
        LeastText.requireWithin(to, end);
        LeastText.requireTopic(array, at + 2, to);
        String willTopic = LeastText.text(array, at + 2, to);
        byte[] willPayload = data(array, to, end);
        at = to + 2 + willPayload.length;
        String userName = LeastText.field(array, at, end);
        at += 2 + LeastText.twoBytes(array, at);
        byte[] password = data(array, at, end);
        if (at + 2 + password.length != end) {
            throw new IllegalArgumentException("Something follows the Password");
        }
        return new LeastConnect(keepAlive, clientIdentifier, willTopic, willPayload, userName, password);
    }

    private static byte[] data(byte[] array, int at, int end) {
        int to = at + 2 + LeastText.twoBytes(array, at);
        LeastText.requireWithin(to, end);
        return Arrays.copyOfRange(array, at + 2, to);
    }

    /** The same as it is sent; its strings are ASCII. */
    static LeastConnect of(Connect packet) {
        Will will = packet.will().orElseThrow();
        return new LeastConnect(
                packet.keepAlive(),
                packet.clientIdentifier(),
                will.topic().value(),
                will.payload().toByteArray(),
                packet.userName().orElseThrow(),
                packet.password().orElseThrow().toByteArray());
    }

    /** Writes the packet and returns its length. */
    int write(byte[] target) {
        int rest = 10
                + (2 + clientIdentifier.length())
                + (2 + willTopic.length())
                + (2 + willPayload.length)
                + (2 + userName.length())
                + (2 + password.length);
        int at = LeastHeader.write(FIRST, rest, target);
        LeastText.INT.set(target, at, PROTOCOL);
        LeastText.INT.set(target, at + 4, PROTOCOL_LEVEL);
        LeastText.SHORT.set(target, at + 8, (short) keepAlive);
        at = LeastText.write(clientIdentifier, target, at + 10);
        at = LeastText.write(willTopic, target, at);
        at = LeastText.write(willPayload, target, at);
        at = LeastText.write(userName, target, at);
        return LeastText.write(password, target, at);
    }

    Packet packet() {
        return Connect.builder(ProtocolVersion.V3_1_1, clientIdentifier)
                .cleanStart(true)
                .keepAlive(keepAlive)
                .will(new Will(TopicName.of(willTopic), Bytes.wrap(willPayload), QoS.AT_LEAST_ONCE, true))
                .userName(userName)
                .password(Bytes.wrap(password))
                .build();
    }
}
