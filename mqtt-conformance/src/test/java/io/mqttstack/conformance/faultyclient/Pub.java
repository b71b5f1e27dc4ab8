package io.mqttstack.conformance.faultyclient;

import io.mqttstack.conformance.raw.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The parts of a PUBLISH, for making another one of them. */
final class Pub {
    private final int first;
    private final byte[] topic;
    private final int identifier;
    private final byte[] properties;
    private final byte[] payload;
    private final boolean five;

    private Pub(int first, byte[] topic, int identifier, byte[] properties, byte[] payload, boolean five) {
        this.first = first;
        this.topic = topic;
        this.identifier = identifier;
        this.properties = properties;
        this.payload = payload;
        this.five = five;
    }

    int first() {
        return first;
    }

    byte[] topic() {
        return topic;
    }

    int identifier() {
        return identifier;
    }

    byte[] properties() {
        return properties;
    }

    byte[] payload() {
        return payload;
    }

    static Pub of(byte[] frame, boolean five) {
        byte[] body = Frames.body(frame);
        int at = 2 + Frames.u16(body, 0);
        byte[] topic = Arrays.copyOfRange(body, 2, at);
        int identifier = -1;
        if ((Frames.first(frame) & 6) != 0) {
            identifier = Frames.u16(body, at);
            at += 2;
        }
        byte[] properties = {};
        if (five) {
            int length = body[at++] & 0xFF;
            properties = Arrays.copyOfRange(body, at, at + length);
            at += length;
        }
        return new Pub(
                Frames.first(frame), topic, identifier, properties, Arrays.copyOfRange(body, at, body.length), five);
    }

    /** Whether the parts can be told apart. */
    static boolean legible(byte[] frame, boolean five) {
        try {
            return of(frame, five).topic() != null;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return false;
        }
    }

    int qos() {
        return (first >> 1) & 3;
    }

    boolean dup() {
        return (first & 8) != 0;
    }

    String name() {
        return new String(topic, StandardCharsets.UTF_8);
    }

    Pub first(int value) {
        return new Pub(value, topic, identifier, properties, payload, five);
    }

    Pub topic(String value) {
        return new Pub(first, value.getBytes(StandardCharsets.UTF_8), identifier, properties, payload, five);
    }

    Pub identifier(int value) {
        return new Pub(first, topic, value, properties, payload, five);
    }

    Pub properties(byte[]... value) {
        return new Pub(first, topic, identifier, Wire.join(value), payload, five);
    }

    Pub bare() {
        return properties(new byte[0]);
    }

    Pub payload(byte[] value) {
        return new Pub(first, topic, identifier, properties, value, five);
    }

    byte[] bytes() {
        return Wire.packet(
                first,
                Wire.binary(topic),
                identifier < 0 ? new byte[0] : Wire.u16(identifier),
                five ? Wire.properties(properties) : new byte[0],
                payload);
    }
}
