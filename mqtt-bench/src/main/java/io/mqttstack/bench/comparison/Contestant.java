package io.mqttstack.bench.comparison;

import io.mqttstack.bench.bound.LeastWork;
import io.mqttstack.bench.peer.Codec;
import io.mqttstack.bench.peer.HiveMqCodec;
import io.mqttstack.bench.peer.MicaCodec;
import io.mqttstack.bench.peer.NettyCodec;
import io.mqttstack.bench.peer.PahoCodec;
import io.mqttstack.bench.peer.StackCodec;

/** Who takes part. */
public enum Contestant {
    /** Our codec. */
    OURS("ours"),

    /** The bound. */
    LEAST_WORK("least work"),

    /** Netty's codec. */
    NETTY("Netty"),

    /** HiveMQ's client. */
    HIVEMQ("HiveMQ"),

    /** Eclipse Paho's client of 5.0. */
    PAHO("Paho"),

    /** mica-mqtt's codec. */
    MICA("mica");

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    /** {@return the name in tables} */
    public String title() {
        return title;
    }

    /** Makes the codec. Until then no class of the others is loaded. */
    Codec codec() {
        return switch (this) {
            case OURS -> new StackCodec();
            case LEAST_WORK -> new LeastWork();
            case NETTY -> new NettyCodec();
            case HIVEMQ -> new HiveMqCodec();
            case PAHO -> new PahoCodec();
            case MICA -> new MicaCodec();
        };
    }
}
