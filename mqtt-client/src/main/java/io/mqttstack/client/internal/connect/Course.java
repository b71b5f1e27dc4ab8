package io.mqttstack.client.internal.connect;

import io.mqttstack.client.BadVersionException;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.options.ServerReferences;
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
import java.util.function.DoubleSupplier;

/**
 * Where the next attempt goes and which version it speaks: what changes with a fall-back, a Server Reference, or a server
 * that is down when there are others. In the loop only.
 */
public final class Course {
    private final ClientOptions options;
    private final ServerRound servers;
    private ProtocolVersion version;
    private int hops;
    private boolean everAccepted;

    public Course(ClientOptions options, DoubleSupplier random) {
        this.options = options;
        this.servers = new ServerRound(options, random);
        this.version = options.version();
    }

    public ProtocolVersion version() {
        return version;
    }

    /** The server of the present attempt or connection, or else of the last. */
    public Endpoint endpoint() {
        return servers.current();
    }

    /** The server accepted a connection: its version is the one for good. */
    public void accepted() {
        everAccepted = true;
    }

    /**
     * A connection has lasted, so that references are counted anew. One that was accepted is not enough: two servers that accept
     * and then refer to each other would have the client go to and fro at full speed.
     */
    public void lasted() {
        hops = 0;
    }

    /** The next attempt begins a round: where the options say, or where a server sent us for good. */
    public void begin() {
        servers.begin();
        anew();
    }

    /** A server that we were not referred to gets all its chances. */
    private void anew() {
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
    public boolean turns(MqttException failure, boolean hungUp) {
        return fallsBack(failure, hungUp) || follows(failure);
    }

    /** Whether a failed attempt calls for another at once, with the next server; false also where others would fail alike. */
    public boolean goesOn(MqttException failure) {
        boolean goes = failure.retryable() && servers.next(failure);
        if (goes) {
            anew();
        }
        return goes;
    }

    private boolean fallsBack(MqttException failure, boolean hungUp) {
        boolean falls = options.fallBack()
                && !everAccepted
                && version == ProtocolVersion.V5_0
                && (failure instanceof BadVersionException || (hungUp && failure.retryable()));
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
        servers.refer(target.get(), forGood);
        return true;
    }

    /** The first of the servers in a reference, which blanks separate, that may be followed. */
    private Optional<Endpoint> allowed(String reference) {
        ServerReferences rule = options.serverReferences();
        for (String each : reference.split("[ ,]+", -1)) {
            Optional<Endpoint> target = parse(each, endpoint())
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
    public static Optional<Endpoint> parse(String reference, Endpoint now) {
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
