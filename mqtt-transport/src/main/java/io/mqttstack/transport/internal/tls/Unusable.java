package io.mqttstack.transport.internal.tls;

import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;

/** Makes the exceptions that say what is wrong with keys, certificates and files. */
public final class Unusable {

    private Unusable() {}

    /** With a whole sentence. */
    public static TransportException because(String sentence) {
        return new TransportException(Kind.TLS, sentence);
    }

    /** With a whole sentence and what was thrown. */
    public static TransportException because(String sentence, Throwable cause) {
        return new TransportException(Kind.TLS, sentence, cause);
    }

    /** What an exception says about itself. */
    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
