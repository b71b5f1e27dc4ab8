package io.mqttstack.conformance.client;

/** A client could not be opened or did not keep to the protocol. The message says which, why, and what it printed. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Reports a failure.
     *
     * @param message what happened
     */
    public ClientException(String message) {
        super(message);
    }

    /**
     * Reports a failure with its cause.
     *
     * @param message what happened
     * @param cause why
     */
    public ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
