package io.mqttstack.client;

import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;

/**
 * The Reactive Streams TCK for {@code Flow} on deliveries; TestNG runs it, through the JUnit Platform. Of its 38 cases 12 are
 * reported as skipped, and no more should be:
 *
 * <ul>
 *   <li>five {@code optional_spec111_…}, because that rule lets a publisher have one subscriber alone, as this one has: the
 *       second gets onError, which says so
 *   <li>seven {@code untested_spec…} (106 to 110, 304, 305), which the TCK lists and does not verify for any publisher
 * </ul>
 */
public class DeliveriesTckTest extends FlowPublisherVerification<Delivery> {
    /** How long the TCK waits for a signal, and how long for the absence of one. */
    private static final long TIMEOUT_MILLIS = 5_000;

    private static final long NO_SIGNAL_MILLIS = 100;

    /** Longer than any case of the TCK looks at a stream; one that asks for more elements gets these, and no end. */
    private static final int MANY = 2_000;

    private final List<AutoCloseable> open = new ArrayList<>();

    public DeliveriesTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS, NO_SIGNAL_MILLIS, 20), 5_000);
    }

    @AfterMethod
    public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
    }

    @Override
    public long maxElementsFromPublisher() {
        return Integer.MAX_VALUE; // so many the case for rule 3.17 wants to exist; it looks at a few
    }

    @Override
    public Flow.Publisher<Delivery> createFlowPublisher(long elements) {
        NioTransport transport = NioTransport.create();
        ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
        AsyncMqttClient client =
                client(server, new ClientRuntime(transport, ClientRuntime.defaultExecutor(), () -> 0.5));
        long sent = Math.min(elements, MANY);
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.SUBSCRIBE) {
                for (int i = 0; i < sent; i++) {
                    peer.connection().send(ScriptedServer.publish("t", 0, QoS.AT_MOST_ONCE));
                }
                peer.connection().send(ScriptedServer.publish("end", 0, QoS.AT_MOST_ONCE));
            }
            return false;
        };
        if (elements <= MANY) {
            client.subscribe(
                    Subscribe.to("end", QoS.AT_MOST_ONCE),
                    AckMode.AFTER_HANDLER,
                    delivery -> client.disconnect(DisconnectOptions.DEFAULT));
        }
        open.add(client);
        open.add(transport);
        Flow.Publisher<Delivery> publisher =
                client.deliveries(Subscribe.to("t", QoS.AT_MOST_ONCE), AckMode.AFTER_HANDLER);
        return subscriber -> {
            publisher.subscribe(subscriber);
            client.connect();
        };
    }

    private static AsyncMqttClient client(ScriptedServer server, ClientRuntime runtime) {
        return AsyncMqttClient.create(
                ClientOptions.builder(server.endpoint(), "tck").runtime(runtime).build());
    }

    /** A client that has been closed refuses its subscriber. */
    @Override
    public Flow.Publisher<Delivery> createFailedFlowPublisher() {
        NioTransport transport = NioTransport.create();
        open.add(transport);
        ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
        AsyncMqttClient client =
                client(server, new ClientRuntime(transport, ClientRuntime.defaultExecutor(), () -> 0.5));
        client.close();
        return client.deliveries(Subscribe.to("t", QoS.AT_MOST_ONCE), AckMode.AFTER_HANDLER);
    }
}
