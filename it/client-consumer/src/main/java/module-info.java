/** An application that names mqtt-client and nothing else. */
module com.example.client {
    requires io.mqttstack.client;
}
