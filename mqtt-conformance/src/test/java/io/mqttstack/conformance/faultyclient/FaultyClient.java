package io.mqttstack.conformance.faultyclient;

import io.mqttstack.conformance.client.ClientInstance;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A sound client with a fault. */
public final class FaultyClient implements ClientUnderTest {
    private final ClientUnderTest sound;
    private final Fault fault;

    FaultyClient(ClientUnderTest sound, Fault fault) {
        this.sound = sound;
        this.fault = fault;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public int atATime() {
        return sound.atATime();
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public ClientInstance open(Consumer<Event> events) {
        Tampering tampering = new Tampering(fault, events);
        return new Instance(sound.open(event -> events.accept(tampering.tells(event))), tampering);
    }

    private record Instance(ClientInstance client, Tampering tampering) implements ClientInstance {
        @Override
        public String version() {
            return client.version();
        }

        @Override
        public Set<Feature> features() {
            return client.features();
        }

        @Override
        public void perform(int number, Command command) {
            tampering.told(command);
            if (command instanceof Command.Connect connect) {
                URI url = URI.create(connect.url());
                int port = tampering.listen(url);
                client.perform(
                        number,
                        new Command.Connect(
                                url.getScheme() + "://127.0.0.1:" + port + url.getPath(),
                                connect.trust(),
                                connect.packet(),
                                connect.reconnect(),
                                connect.manualAcknowledgement()));
            } else {
                client.perform(number, command);
            }
        }

        @Override
        public List<String> log() {
            return client.log();
        }

        @Override
        public void close() {
            client.close();
            tampering.close();
        }
    }
}
