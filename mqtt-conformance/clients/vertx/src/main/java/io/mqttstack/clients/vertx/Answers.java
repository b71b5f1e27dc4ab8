package io.mqttstack.clients.vertx;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Brings a command and the acknowledgement of its packet together by the Packet Identifier. Vert.x may tell either first.
 *
 * @param <A> what the acknowledgement says
 */
final class Answers<A> {
    private final Map<Integer, Integer> commands = new HashMap<>();
    private final Map<Integer, A> early = new HashMap<>();
    private final BiConsumer<Integer, A> tell;

    /** Given the number of the command and what the acknowledgement says. */
    Answers(BiConsumer<Integer, A> tell) {
        this.tell = tell;
    }

    synchronized void sent(int packet, int command) {
        A answer = early.remove(packet);
        if (answer == null) {
            commands.put(packet, command);
        } else {
            tell.accept(command, answer);
        }
    }

    synchronized void acknowledged(int packet, A answer) {
        Integer command = commands.remove(packet);
        if (command == null) {
            early.put(packet, answer);
        } else {
            tell.accept(command, answer);
        }
    }
}
