package io.mqttstack.conformance.faultyclient;

import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import java.util.List;

/**
 * What a client does wrong. Each method is given what a sound client would send, get, be told or tell, and returns what the
 * faulty one does instead.
 */
class Fault {

    /** What the client sends. */
    List<byte[]> out(Tampering now, byte[] frame) {
        return List.of(frame);
    }

    /** What the client takes notice of. */
    List<byte[]> in(Tampering now, byte[] frame) {
        return List.of(frame);
    }

    /** What the client sends without asking itself whether it may. */
    List<byte[]> told(Tampering now, Command command) {
        return List.of();
    }

    /** What the client sends by WebSocket, some bytes as they were written. */
    byte[] webSocketOut(Tampering now, byte[] bytes) {
        return bytes;
    }

    /** What the client gets by WebSocket, some bytes as they were read. */
    byte[] webSocketIn(Tampering now, byte[] bytes) {
        return bytes;
    }

    /** What the client tells. */
    Event tells(Tampering now, Event event) {
        return event;
    }

    static boolean legible(Tampering now, byte[] frame) {
        return Frames.type(frame) != Faults.PUBLISH || Pub.legible(frame, now.five);
    }

    /** A change to packets of one kind. */
    interface Change {
        List<byte[]> of(Tampering now, byte[] frame);
    }

    static Fault out(int type, Change change) {
        return new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                return Frames.type(frame) == type && legible(now, frame) ? change.of(now, frame) : List.of(frame);
            }
        };
    }

    static Fault in(int type, Change change) {
        return new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                return Frames.type(frame) == type && legible(now, frame) ? change.of(now, frame) : List.of(frame);
            }
        };
    }

    /** Something sent on account of a command. */
    interface Reaction {
        List<byte[]> to(Tampering now, Command command);
    }

    static Fault told(Reaction reaction) {
        return new Fault() {
            @Override
            List<byte[]> told(Tampering now, Command command) {
                return reaction.to(now, command);
            }
        };
    }
}
