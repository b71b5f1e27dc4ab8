/** An application that names mqtt-transport and nothing else. */
module com.example.transport {
    requires io.mqttstack.transport;
}
