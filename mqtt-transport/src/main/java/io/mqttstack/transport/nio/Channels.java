package io.mqttstack.transport.nio;

import io.mqttstack.transport.internal.SerialLoop;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Closing what there is nobody left to tell about. */
final class Channels {

    private Channels() {}

    /** Closes; a failure goes to the uncaught exception handler of this thread. */
    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException failure) {
            SerialLoop.report(new UncheckedIOException("Closing " + closeable + " failed", failure));
        }
    }
}
