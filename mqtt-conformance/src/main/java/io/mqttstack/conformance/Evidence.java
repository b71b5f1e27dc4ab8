package io.mqttstack.conformance;

import java.util.List;

/**
 * What a verdict rests on.
 *
 * @param closing how the client ended the connection
 * @param transcript what went over the wire, decoded: lines of visible characters, with passwords and payloads masked;
 *     none where no transcript is kept
 */
public record Evidence(Closing closing, List<String> transcript) {
    /** No closing was asked for, and no transcript is kept. */
    public static final Evidence NONE = new Evidence(Closing.NOT_ASKED, List.of());

    /** Copies the lines. */
    public Evidence {
        transcript = List.copyOf(transcript);
    }
}
