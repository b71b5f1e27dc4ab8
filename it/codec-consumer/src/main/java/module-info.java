/** An application that names mqtt-codec and nothing else. */
module com.example.codec {
    requires io.mqttstack.codec;
}
