package io.mqttstack.conformance.client;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.nio.NioTransport;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;

class OwnClientTest extends ClientContract {
    private final NioTransport transport = NioTransport.create();
    private final ClientRuntime runtime =
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble);

    @Override
    ClientUnderTest subject() {
        return new OwnClient(runtime);
    }

    @Override
    Stream<ProtocolVersion> versions() {
        return Stream.of(ProtocolVersion.values());
    }

    @AfterAll
    void closeTransport() {
        transport.close();
    }
}
