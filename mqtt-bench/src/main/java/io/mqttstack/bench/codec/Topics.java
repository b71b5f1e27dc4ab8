package io.mqttstack.bench.codec;

/** Which Topic Names follow each other in a stream. Each of them is 37 bytes long in UTF-8. */
public enum Topics {
    /** One Topic Name, again and again. */
    REPEATED("site/berlin/line/17/sensor/%05d/temp", 1),

    /** Many Topic Names, none twice in a stream. */
    VARIED("site/berlin/line/17/sensor/%05d/temp", 100_000),

    /** Many Topic Names, each with letters of two bytes. */
    NON_ASCII("hall/köln/linie/17/fühler/%05d/°C", 100_000);

    private final String format;
    private final int count;

    Topics(String format, int count) {
        this.format = format;
        this.count = count;
    }

    /**
     * Names a topic.
     *
     * @param index the place in the stream, from 0
     * @return the Topic Name used there
     */
    public String name(int index) {
        return String.format(format, index % count);
    }
}
