package io.mqttstack.transport;

import java.util.Objects;
import javax.net.ssl.SSLContext;

/** The same context for every connection. */
record FixedTlsOptions(SSLContext context) implements TlsOptions {

    FixedTlsOptions {
        Objects.requireNonNull(context, "context");
    }
}
