package io.mqttstack.conformance.broker;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of every broker that runs here. */
@Tag("long")
class BrokerLifecycleIT {

    @Nested
    class HiveMq extends BrokerContract {
        HiveMq() {
            super("hivemq");
        }
    }

    @Nested
    class Artemis extends BrokerContract {
        Artemis() {
            super("artemis");
        }
    }

    @Nested
    class ActiveMq extends BrokerContract {
        ActiveMq() {
            super("activemq");
        }
    }

    @Nested
    class Moquette extends BrokerContract {
        Moquette() {
            super("moquette");
        }

        /** It writes sessions when it is stopped. */
        @Override
        boolean keepsSessionsWhenKilled() {
            return false;
        }
    }

    @Nested
    class Mosquitto extends BrokerContract {
        Mosquitto() {
            super("mosquitto");
        }
    }

    @Nested
    class RabbitMq extends BrokerContract {
        RabbitMq() {
            super("rabbitmq");
        }
    }

    @Nested
    class Nats extends BrokerContract {
        Nats() {
            super("nats");
        }
    }
}
