package io.mqttstack.client.internal;

import io.mqttstack.client.BadVersionException;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.ServerReferences;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.transport.Endpoint;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the next attempt goes and which version it speaks: what changes with a fall-back or a Server Reference. In the
 * loop only.
 */
final class Course {
    private final ClientOptions options;
    private ProtocolVersion version;
    private Endpoint home;
    private Endpoint endpoint;
    private int hops;
    private boolean everAccepted;

    Course(ClientOptions options) {
        this.options = options;
        this.version = options.version();
        this.home = options.endpoint();
        this.endpoint = home;
    }

    ProtocolVersion version() {
        return version;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The server accepted a connection: its version is the one for good, and references are counted anew. */
    void accepted() {
        everAccepted = true;
        hops = 0;
    }

    /** The next attempt begins where the options say, or where a server sent us for good. */
    void home() {
        endpoint = home;
        hops = 0;
        if (!everAccepted) {
            version = options.version();
        }
    }

    /**
     * Whether a failure calls for another attempt at once, on another course.
     *
     * @param failure why a connection or an attempt ended
     * @param hungUp whether the server closed the connection before a CONNACK
     */
    boolean turns(MqttException failure, boolean hungUp) {
        return fallsBack(failure, hungUp) || follows(failure);
    }

    private boolean fallsBack(MqttException failure, boolean hungUp) {
        boolean falls = options.fallBack()
                && !everAccepted
                && version == ProtocolVersion.V5_0
                && (hungUp || failure instanceof BadVersionException);
        if (falls) {
            version = ProtocolVersion.V3_1_1;
        }
        return falls;
    }

    private boolean follows(MqttException failure) {
        Packet packet = failure.packet().orElse(null);
        Optional<String> reference = Optional.empty();
        boolean forGood = false;
        if (packet instanceof ConnAck connAck) {
            forGood = connAck.reasonCode() == ConnectReasonCode.SERVER_MOVED;
            if (forGood || connAck.reasonCode() == ConnectReasonCode.USE_ANOTHER_SERVER) {
                reference = connAck.properties().serverReference();
            }
        } else if (packet instanceof Disconnect disconnect) {
            forGood = disconnect.reasonCode() == DisconnectReasonCode.SERVER_MOVED;
            if (forGood || disconnect.reasonCode() == DisconnectReasonCode.USE_ANOTHER_SERVER) {
                reference = disconnect.properties().serverReference();
            }
        }
        Optional<Endpoint> target = reference.flatMap(this::allowed);
        if (target.isEmpty() || hops >= options.serverReferences().hops()) {
            return false;
        }
        hops++;
        endpoint = target.get();
        if (forGood) {
            home = endpoint;
        }
        return true;
    }

    /** The first of the servers in a reference, which blanks separate, that may be followed. */
    private Optional<Endpoint> allowed(String reference) {
        ServerReferences rule = options.serverReferences();
        for (String each : reference.split("[ ,]+", -1)) {
            Optional<Endpoint> target = parse(each, endpoint)
                    .filter(found -> rule.hosts().contains(found.host().toLowerCase(Locale.ROOT)));
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.empty();
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [address]:port} or a URI that is as secure as what we use now; empty: it
     * is none of them.
     */
    static Optional<Endpoint> parse(String reference, Endpoint now) {
        try {
            boolean hasScheme = reference.contains("://");
            String text = hasScheme ? reference : now.scheme() + "://" + reference;
            URI uri = URI.create(text);
            Endpoint target = Endpoint.of(uri);
            if (now.secure() && !target.secure()) {
                return Optional.empty();
            }
            if (hasScheme) {
                return Optional.of(target);
            }
            return Optional.of(new Endpoint(
                    now.scheme(), target.host(), uri.getPort() >= 0 ? uri.getPort() : now.port(), now.path()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
