package io.mqttstack.conformance.manifest;

/** Why a statement has no case. */
public enum Uncovered {
    /** It binds the server only, and no case for brokers is about it yet. */
    SERVER_ONLY("binds the server only; no broker case is about it yet"),
    /** It is about what happens within a client, and cannot be seen on the wire. */
    INTERNAL("is about what happens within a client");

    private final String meaning;

    Uncovered(String meaning) {
        this.meaning = meaning;
    }

    /** {@return what it means, for people} */
    public String meaning() {
        return meaning;
    }
}
