package io.mqttstack.conformance.capability;

import io.mqttstack.client.MqttException;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.conformance.Check;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.transport.TlsOptions;
import java.util.Optional;

/** A whole life of two clients over one carrier. */
final class Carrying {
    /** More than fits into one record of TLS and one frame of WebSocket. */
    private static final int LARGE = 100_000;

    private Carrying() {}

    /** Connects, subscribes, publishes at each QoS that is granted and in several sizes, and disconnects. */
    static Check over(Carrier carrier) {
        return trial -> {
            roundTrips(trial);
            Optional<TlsOptions> trusting =
                    trial.subject().listener(Carrier.TLS).flatMap(Listener::tls);
            if (carrier == Carrier.CLIENT_CERTIFICATE && trusting.isPresent()) {
                refusesWithoutCertificate(trial, trusting.get());
            }
        };
    }

    private static void roundTrips(Trial trial) throws InterruptedException {
        String topic = trial.topic("carried");
        TestClient subscriber = trial.connected("sub");
        TestClient publisher = trial.connected("pub");
        QoS granted = subscriber.subscribe(topic, QoS.EXACTLY_ONCE);
        Bytes large = Delivering.pattern(LARGE);
        for (QoS qos : QoS.values()) {
            if (qos.compareTo(granted) <= 0) {
                for (Bytes payload : new Bytes[] {Bytes.utf8("small"), large}) {
                    publisher.publish(Expect.of(topic, payload, qos, false));
                    Expect.message(subscriber.receive(), topic, payload);
                }
            }
        }
        publisher.disconnect();
        subscriber.disconnect();
    }

    /** Comes with what the listener without client certificates asks for. Whether TLS or MQTT says no does not matter. */
    private static void refusesWithoutCertificate(Trial trial, TlsOptions trusting) throws InterruptedException {
        TestClient client = trial.client(trial.options("without").tls(trusting));
        try {
            client.tryConnect();
        } catch (MqttException refused) {
            return;
        }
        throw Finding.failure("accepted-without-certificate", "A client without a certificate was let in");
    }
}
