package io.mqttstack.conformance.client;

import io.mqttstack.client.ClientRuntime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The client of this project, in this process. */
public final class OwnClient implements ClientUnderTest {
    /** The name of this client. */
    public static final String NAME = "ours";

    static final Set<Feature> FEATURES = Collections.unmodifiableSet(EnumSet.of(
            Feature.MQTT_3_1,
            Feature.MQTT_3_1_1,
            Feature.MQTT_5_0,
            Feature.TLS,
            Feature.WEB_SOCKET,
            Feature.UNIX_SOCKET,
            Feature.MANUAL_ACKNOWLEDGEMENT,
            Feature.RECONNECT,
            Feature.KEEP_ALIVE,
            Feature.EMPTY_CLIENT_IDENTIFIER,
            Feature.PASSWORD_ALONE,
            Feature.SESSION_EXPIRY,
            Feature.RECEIVE_MAXIMUM,
            Feature.MAXIMUM_PACKET_SIZE,
            Feature.TOPIC_ALIAS_MAXIMUM,
            Feature.REQUEST_RESPONSE_INFORMATION,
            Feature.REQUEST_PROBLEM_INFORMATION,
            Feature.CONNECT_USER_PROPERTIES,
            Feature.ENHANCED_AUTHENTICATION,
            Feature.RE_AUTHENTICATION,
            Feature.WILL_PROPERTIES,
            Feature.MESSAGE_PROPERTIES,
            Feature.SUBSCRIPTION_OPTIONS,
            Feature.DISCONNECT_WITH_WILL,
            Feature.DISCONNECT_EXPIRY,
            Feature.NEGATIVE_ACKNOWLEDGEMENT));

    private final ClientRuntime runtime;

    /**
     * Clients that run on a runtime.
     *
     * @param runtime carries the clients; belongs to the caller
     */
    public OwnClient(ClientRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** They wait more than they compute. */
    @Override
    public int atATime() {
        return 8;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public ClientInstance open(Consumer<Event> events) {
        // Listener, handlers and completions in the order of what they tell.
        InOrder executor = new InOrder(runtime.executor());
        return new OwnInstance(new ClientRuntime(runtime.transport(), executor, runtime.random()), events);
    }
}
