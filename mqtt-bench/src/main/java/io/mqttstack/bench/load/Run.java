package io.mqttstack.bench.load;

import java.nio.ByteBuffer;

/** The messages of one run: 64 bytes, which begin with the number of the run and the number of the message. */
final class Run {
    static final String TOPIC = "site/berlin/line/17/sensor/00042/temp";
    static final int PAYLOAD = 64;

    private final long number;

    /** The run of this process with an ordinal number. */
    Run(int ordinal) {
        this.number = ProcessHandle.current().pid() << Integer.SIZE | ordinal;
    }

    long number() {
        return number;
    }

    byte[] payload(long sequence) {
        byte[] payload = new byte[PAYLOAD];
        ByteBuffer.wrap(payload).putLong(number).putLong(sequence);
        return payload;
    }
}
