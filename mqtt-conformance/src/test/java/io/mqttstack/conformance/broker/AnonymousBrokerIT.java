package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.ProtocolVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each broker as {@link BrokerOptions#in} describes it: anyone may connect, nothing need be kept. */
@Tag("long")
class AnonymousBrokerIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"hivemq", "artemis", "activemq", "moquette", "mosquitto", "rabbitmq", "nats"})
    void acceptsClientsWithoutCredentials(String name) throws IOException, InterruptedException {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(name, BrokerOptions.in(directory))) {
            BrokerTests.startOrSkip(broker);
            for (ProtocolVersion version : broker.versions()) {
                try (RawClient client = new RawClient(broker)) {
                    assertEquals(RawClient.ACCEPTED, client.connect(version, Optional.empty()), version::toString);
                }
            }
        }
    }
}
