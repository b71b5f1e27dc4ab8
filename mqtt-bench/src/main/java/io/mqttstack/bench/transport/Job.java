package io.mqttstack.bench.transport;

/** In which direction messages go. */
enum Job {
    SEND,
    RECEIVE;

    private static final int MESSAGES_A_WRITE = 16;

    /** How many bytes the other end sends with one write: many over one connection, few over each of many. */
    int piece(int connections) {
        return connections == 1 ? Integer.MAX_VALUE : MESSAGES_A_WRITE * Traffic.MESSAGE;
    }
}
