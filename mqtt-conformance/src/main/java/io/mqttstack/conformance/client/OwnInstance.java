package io.mqttstack.conformance.client;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.value.TopicFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An {@link AsyncMqttClient} that obeys commands. What it answers comes on the runtime's executor. */
final class OwnInstance implements ClientInstance {
    private final ClientRuntime runtime;
    private final Consumer<Event> events;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<Integer, Delivery> deliveries = new ConcurrentHashMap<>();
    private final AtomicInteger delivered = new AtomicInteger();

    /** The number of the Connect that is not answered yet. */
    private final AtomicInteger connecting = new AtomicInteger();

    private volatile @Nullable AsyncMqttClient client;
    private volatile AckMode acknowledging = AckMode.AFTER_HANDLER;
    private volatile boolean wasConnected;
    private volatile boolean closed;

    OwnInstance(ClientRuntime runtime, Consumer<Event> events) {
        this.runtime = runtime;
        this.events = events;
    }

    @Override
    public String version() {
        String version = AsyncMqttClient.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    @Override
    public Set<Feature> features() {
        return OwnClient.FEATURES;
    }

    @Override
    public List<String> log() {
        return List.of();
    }

    @Override
    public void perform(int number, Command command) {
        try {
            if (command instanceof Command.Connect connect) {
                connect(number, connect);
            } else if (command instanceof Command.Publish publish) {
                publish(number, publish.message());
            } else if (command instanceof Command.Subscribe subscribe) {
                subscribe(number, subscribe.filters().get(0));
            } else if (command instanceof Command.Unsubscribe unsubscribe) {
                unsubscribe(number, unsubscribe.filters().get(0));
            } else if (command instanceof Command.Acknowledge acknowledge) {
                acknowledge(acknowledge);
            } else if (command instanceof Command.Reauthenticate) {
                reauthenticate(number);
            } else if (command instanceof Command.Disconnect disconnect) {
                disconnect(number, disconnect);
            }
        } catch (MqttException | IllegalArgumentException | IllegalStateException e) {
            tell(new Event.Failed(number, String.valueOf(e.getMessage())));
        }
    }

    private void connect(int number, Command.Connect command) {
        AsyncMqttClient current = client;
        if (current == null) {
            acknowledging = command.manualAcknowledgement() ? AckMode.MANUAL : AckMode.AFTER_HANDLER;
            current = AsyncMqttClient.create(OwnValues.options(command)
                    .runtime(runtime)
                    .listener(new Listener())
                    .build());
            client = current;
        }
        connecting.set(number);
        current.connect().whenComplete((result, failure) -> {
            if (failure != null && connecting.compareAndSet(number, 0)) {
                tell(new Event.Refused(number, OwnValues.reasonCode(failure), text(failure)));
            }
        });
    }

    private final class Listener implements ClientListener {
        @Override
        public void connected(ConnectResult result) {
            wasConnected = true;
            tell(new Event.Connected(connecting.getAndSet(0), result.sessionPresent(), OwnValues.facts(result)));
        }

        @Override
        public void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {
            if (wasConnected) {
                cause.ifPresent(
                        why -> tell(new Event.Disconnected(Event.UNASKED, OwnValues.reasonCode(why), text(why))));
            }
        }

        @Override
        public void unhandled(Message message) {
            tell(new Event.Message(OwnValues.message(message), false, List.of(), delivered.incrementAndGet()));
        }
    }

    private void publish(int number, ApplicationMessage message) {
        require().publish(OwnValues.message(message)).whenComplete((result, failure) -> {
            if (failure != null) {
                tell(new Event.Published(number, false, OwnValues.reasonCode(failure), text(failure)));
            } else {
                tell(new Event.Published(
                        number,
                        result.delivered(),
                        result.packet().map(OwnValues::reasonCode).orElse(OptionalInt.empty()),
                        result.delivered() ? "" : result.outcome().name()));
            }
        });
    }

    private void subscribe(int number, Command.Subscribe.Filter filter) {
        Subscribe subscribe = new Subscribe(
                TopicFilter.of(filter.filter()),
                filter.qos(),
                filter.noLocal(),
                filter.retainAsPublished(),
                filter.retainHandling());
        require().subscribe(subscribe, acknowledging, this::deliver).whenComplete((subscription, failure) -> {
            if (failure == null) {
                subscriptions.put(filter.filter(), subscription);
                tell(new Event.Subscribed(
                        number, List.of(subscription.granted().orElseThrow().value())));
                return;
            }
            OptionalInt code = OwnValues.reasonCode(failure);
            tell(
                    code.isPresent()
                            ? new Event.Subscribed(number, List.of(code.getAsInt()))
                            : new Event.Failed(number, text(failure)));
        });
    }

    private void deliver(Delivery delivery) {
        int number = delivered.incrementAndGet();
        if (acknowledging == AckMode.MANUAL) {
            deliveries.put(number, delivery);
        }
        tell(new Event.Message(
                OwnValues.message(delivery.message()),
                delivery.duplicate(),
                delivery.subscriptionIdentifiers(),
                number));
    }

    private void unsubscribe(int number, String filter) {
        Subscription subscription = subscriptions.remove(filter);
        if (subscription == null) {
            throw new IllegalStateException("There is no subscription to " + filter);
        }
        subscription.unsubscribe().whenComplete((nothing, failure) -> {
            OptionalInt code = failure == null ? OptionalInt.empty() : OwnValues.reasonCode(failure);
            if (failure == null) {
                tell(new Event.Unsubscribed(number, List.of()));
            } else if (code.isPresent()) {
                tell(new Event.Unsubscribed(number, List.of(code.getAsInt())));
            } else {
                tell(new Event.Failed(number, text(failure)));
            }
        });
    }

    private void acknowledge(Command.Acknowledge command) {
        Delivery delivery = deliveries.remove(command.delivery());
        if (delivery == null) {
            throw new IllegalStateException("There is no delivery " + command.delivery() + " to acknowledge");
        }
        if (command.reasonCode() == 0) {
            delivery.acknowledge();
        } else {
            delivery.reject(PublishReasonCode.of(command.reasonCode())
                    .orElseThrow(() -> new IllegalArgumentException("Not a Reason Code: " + command.reasonCode())));
        }
    }

    private void reauthenticate(int number) {
        require()
                .reauthenticate()
                .whenComplete((nothing, failure) -> tell(
                        failure == null ? new Event.Reauthenticated(number) : new Event.Failed(number, text(failure))));
    }

    private void disconnect(int number, Command.Disconnect command) {
        require()
                .disconnect(OwnValues.options(command))
                .whenComplete((nothing, failure) -> tell(
                        failure == null
                                ? new Event.Disconnected(number, OptionalInt.empty(), "")
                                : new Event.Failed(number, text(failure))));
    }

    private AsyncMqttClient require() {
        AsyncMqttClient current = client;
        if (current == null) {
            throw new IllegalStateException("The client was not told to connect");
        }
        return current;
    }

    private void tell(Event event) {
        if (!closed) {
            events.accept(event);
        }
    }

    private static String text(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        closed = true;
        AsyncMqttClient current = client;
        if (current != null) {
            current.close();
        }
    }
}
