package io.mqttstack.transport.internal.tls;

import java.util.Optional;

/** An engine that knows the group of its key exchange; with others the handshake is read. */
public interface GroupAware {

    /** The name, once the handshake is done. */
    Optional<String> namedGroup();
}
