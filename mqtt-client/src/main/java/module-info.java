import org.jspecify.annotations.NullMarked;

/** The MQTT client: sessions, flow control and reconnecting, with a blocking and an asynchronous face. */
@NullMarked
module io.mqttstack.client {
    requires transitive io.mqttstack.transport;
    requires static com.ongres.scram.client;
    requires static org.jspecify;

    exports io.mqttstack.client;
    exports io.mqttstack.client.options;
    exports io.mqttstack.client.scram;
    exports io.mqttstack.client.spi;
    exports io.mqttstack.client.store;
}
