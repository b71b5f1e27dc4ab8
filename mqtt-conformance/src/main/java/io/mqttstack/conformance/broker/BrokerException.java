package io.mqttstack.conformance.broker;

/** A broker could not be brought into the wanted state. The message says which, why, and what it printed last. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Reports a failure that the broker itself explains.
     *
     * @param message what happened
     */
    public BrokerException(String message) {
        super(message);
    }

    /**
     * Reports a failure with its cause.
     *
     * @param message what happened
     * @param cause why
     */
    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
