package io.mqttstack.codec.internal.print;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import java.util.Optional;

/** What a printer was told. */
public record Settings(
        Optional<ProtocolVersion> version,
        Optional<Sender> sender,
        DecodeLimits limits,
        boolean showPayloads,
        boolean showSecrets,
        int longestText) {

    boolean shows(Secrecy secrecy) {
        return switch (secrecy) {
            case OPEN -> true;
            case PAYLOAD -> showPayloads;
            case SECRET -> showSecrets;
            case UNKNOWN -> showPayloads && showSecrets;
        };
    }
}
