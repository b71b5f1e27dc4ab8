import org.jspecify.annotations.NullMarked;

/** MQTT 3.1, 3.1.1 and 5.0 packets from bytes and to bytes: no I/O, no threads, no clock, no dependency. */
@NullMarked
module io.mqttstack.codec {
    requires static org.jspecify;

    exports io.mqttstack.codec;
    exports io.mqttstack.codec.packet;
    exports io.mqttstack.codec.print;
    exports io.mqttstack.codec.reason;
    exports io.mqttstack.codec.value;
}
