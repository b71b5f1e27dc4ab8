package io.mqttstack.conformance.client;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.nio.NioTransport;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract kept by the clients that run in processes of their own, each of which has to be built or installed. */
@Tag("long")
class ProcessClientsIT {

    abstract static class Contract extends ClientContract {
        private final NioTransport transport = NioTransport.create();
        private final ClientUnderTest subject;
        private final ProtocolVersion[] versions;

        Contract(String name, ProtocolVersion... versions) {
            ClientRuntime runtime =
                    new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble);
            this.subject = new Clients(runtime, Path.of("clients")).create(name);
            this.versions = versions;
        }

        @BeforeAll
        void beThere() {
            subject.unavailable().ifPresent(why -> {
                if (Boolean.parseBoolean(System.getenv("CI"))) {
                    throw new ClientException(subject.name() + ": " + why);
                }
                System.err.println("skipped: " + why);
                Assumptions.abort(why);
            });
        }

        @AfterAll
        void closeTransport() {
            transport.close();
        }

        @Override
        ClientUnderTest subject() {
            return subject;
        }

        @Override
        Stream<ProtocolVersion> versions() {
            return Stream.of(versions);
        }
    }

    @Nested
    class Ours extends Contract {
        Ours() {
            super(Clients.OWN_PROCESS, ProtocolVersion.values());
        }

        /** {@link OwnClientTest} tries them all, and the lines differ by the version only in what 5.0 has more. */
        @Override
        Stream<ProtocolVersion> tried() {
            return Stream.of(ProtocolVersion.V5_0);
        }
    }

    @Nested
    class HiveMq extends Contract {
        HiveMq() {
            super("hivemq", ProtocolVersion.V3_1_1, ProtocolVersion.V5_0);
        }
    }

    @Nested
    class Paho3 extends Contract {
        Paho3() {
            super("paho3", ProtocolVersion.V3_1, ProtocolVersion.V3_1_1);
        }
    }

    @Nested
    class Paho5 extends Contract {
        Paho5() {
            super("paho5", ProtocolVersion.V5_0);
        }
    }

    @Nested
    class Vertx extends Contract {
        Vertx() {
            super("vertx", ProtocolVersion.V3_1_1);
        }
    }

    @Nested
    class MqttJs extends Contract {
        MqttJs() {
            super("mqttjs", ProtocolVersion.values());
        }
    }
}
