package io.mqttstack.conformance.capability;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.BrokerCase;
import io.mqttstack.conformance.Capability;
import io.mqttstack.conformance.Check;
import io.mqttstack.conformance.broker.Carrier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Everything that brokers are asked: the rows of the matrix, in their order. */
public final class Capabilities {
    private static final List<Capability> COMMON = List.of(
            of(
                    Capability.CONNECT,
                    "accepts a client",
                    "3.1.3-5 3.1.4-4 3.2.0-1 3.2.2-1",
                    "3.1.3-5 3.1.4-5 3.2.0-1 3.2.2-2",
                    Connecting::connect),
            of(
                    "wrong-credentials",
                    "refuses a wrong password",
                    "3.2.2-4",
                    "3.1.4-2 3.2.2-6",
                    Connecting::wrongCredentials),
            of(
                    "qos-0",
                    "carries messages at QoS 0",
                    "3.8.4-1 3.8.4-5 4.3.1-1",
                    "3.8.4-1 3.8.4-6 4.3.1-1",
                    Delivering.at(QoS.AT_MOST_ONCE)),
            of(
                    "qos-1",
                    "carries messages at QoS 1",
                    "2.3.1-6 3.8.4-6 4.3.2-2 4.6.0-6",
                    "2.2.1-5 3.8.4-8 4.3.2-4 4.6.0-5",
                    Delivering.at(QoS.AT_LEAST_ONCE)),
            of(
                    "qos-2",
                    "carries messages at QoS 2",
                    "2.3.1-6 3.8.4-6 4.3.3-1 4.3.3-2 4.6.0-6",
                    "2.2.1-5 3.8.4-8 4.3.3-4 4.3.3-8 4.3.3-11 4.6.0-5",
                    Delivering.at(QoS.EXACTLY_ONCE)),
            of("empty-payload", "carries an empty payload", "", "", Delivering::emptyPayload),
            of("large-payload", "carries a payload of 256 KiB", "", "", Delivering::largePayload),
            of(
                    "retained",
                    "keeps retained messages",
                    "3.3.1-5 3.3.1-6 3.3.1-8 3.3.1-9 3.3.1-10 3.3.1-11",
                    "3.3.1-5 3.3.1-6 3.3.1-7 3.3.1-9 3.3.1-12",
                    Keeping::retained),
            of("will", "publishes a lost client's Will", "3.1.2-8 3.1.2-16", "3.1.2-7 3.1.2-8 3.1.2-14", Keeping::will),
            of(
                    "will-dropped",
                    "drops the Will at DISCONNECT",
                    "3.1.2-10 3.14.4-3",
                    "3.1.2-10 3.14.4-3",
                    Keeping::willDropped),
            of("will-retained", "retains a Will on request", "3.1.2-17", "3.1.2-15", Keeping::willRetained),
            of("not-retained", "keeps what RETAIN 0 passes by", "3.3.1-12", "3.3.1-8", Keeping::notRetained),
            of("wildcards", "matches + and #", "3.3.2-3 4.5.0-1", "3.3.2-3 4.5.0-1", Subscribing::wildcards),
            of("empty-levels", "matches empty levels", "4.7.3-4", "4.7.3-4", Subscribing::emptyLevels),
            of("dollar-topics", "hides $ topics from wildcards", "4.7.2-1", "4.7.2-1", Subscribing::dollarTopics),
            of("everything", "delivers everything to #", "4.7.2-1", "4.7.2-1", Subscribing::everything)
                    .byItself(),
            of("overlapping", "serves overlapping filters", "3.3.5-1", "3.3.4-2", Subscribing::overlapping),
            of(
                    "many-filters",
                    "answers many filters at once",
                    "2.3.1-7 3.8.4-2 3.8.4-4 3.9.3-1 3.9.3-2 3.10.4-5 3.10.4-6",
                    "2.2.1-6 3.8.4-2 3.8.4-5 3.8.4-7 3.9.3-1 3.9.3-2 3.10.4-5 3.10.4-6 3.11.3-2",
                    Answering::manyFilters),
            of("resubscribe", "replaces a subscription", "3.8.4-3", "3.8.4-3 3.8.4-4", Subscribing::resubscribe),
            of(
                    "unsubscribe",
                    "ends a subscription",
                    "3.10.4-1 3.10.4-2 3.10.4-4",
                    "3.10.4-1 3.10.4-2 3.10.4-4",
                    Subscribing::unsubscribe),
            of(
                            "session-present",
                            "tells that it kept a session",
                            "3.1.2-4 3.2.2-2 3.2.2-3",
                            "3.1.2-5 3.1.2-6 3.2.2-3",
                            Keeping::sessionPresent)
                    .from(ProtocolVersion.V3_1_1),
            of(
                            "session-queue",
                            "queues for a kept session",
                            "3.1.2-5 4.1.0-1 4.5.0-1",
                            "3.1.2-23 4.5.0-1",
                            Keeping::sessionQueue)
                    .byItself(),
            of("clean", "forgets a session on request", "3.1.2-6 3.1.4-3", "3.1.2-4 3.1.4-4", Keeping::clean),
            of(
                            "no-identifier",
                            "names nameless clients",
                            "3.1.3-6",
                            "3.1.3-6 3.1.3-7 3.2.2-16",
                            Answering::noIdentifier)
                    .from(ProtocolVersion.V3_1_1),
            of("second-connect", "ends at a second CONNECT", "3.1.0-2", "3.1.0-2 4.13.1-1", Answering::secondConnect)
                    .byItself(),
            of("ping", "answers PINGREQ", "3.12.4-1", "3.12.4-1", Answering::ping),
            of("dup", "sets DUP for its own reasons", "3.3.1-3", "3.3.1-3", Forwarding::dup)
                    .byItself(),
            five(
                    "properties",
                    "forwards properties",
                    "3.3.2-4 3.3.2-15 3.3.2-16 3.3.2-17 3.3.2-18 3.3.2-20",
                    Forwarding::properties),
            five("no-local", "keeps to No Local", "3.8.3-3", Forwarding::noLocal),
            five("retain-as-published", "keeps RETAIN on request", "3.3.1-13", Forwarding::retainAsPublished),
            five("retain-handling", "keeps to Retain Handling", "3.3.1-10 3.3.1-11", Forwarding::retainHandling),
            five(
                    "subscription-identifiers",
                    "tells which filters match",
                    "3.3.4-3 3.3.4-4 3.3.4-5",
                    Forwarding::subscriptionIdentifiers),
            five("receive-maximum", "keeps to Receive Maximum", "3.3.4-9 3.3.4-10", Forwarding::receiveMaximum),
            five("maximum-packet-size", "sends nothing too large", "3.1.2-24 3.1.2-25", Forwarding::maximumPacketSize),
            five("topic-alias", "accepts Topic Aliases", "3.3.2-12", Aliasing::accepted),
            five("topic-alias-wrong", "closes at wrong Topic Aliases", "3.3.2-8 4.13.1-1", Aliasing::refused),
            five("topic-alias-reconnect", "forgets Topic Aliases", "3.3.2-7", Aliasing::forgotten),
            five("topic-alias-maximum", "keeps to Topic Alias Maximum", "3.1.2-26 3.1.2-27 3.3.2-11", Aliasing::used),
            five("message-expiry", "counts Message Expiry down", "3.3.2-6", Timing::counted),
            five("message-expired", "drops expired messages", "3.3.2-5", Timing::expired),
            five("will-delay", "delays a Will on request", "3.1.2-8", Timing::willDelay),
            five("will-delay-return", "drops the Will of who returns", "3.1.3-9", Timing::willDelayReturn),
            of("take-over", "lets a newer client take over", "3.1.4-2", "3.1.4-3", Connecting::takeOver),
            of("keep-alive", "drops a silent client", "3.1.2-24", "3.1.2-22", Connecting::keepAlive));

    private static final List<Capability> CARRIERS = List.of(
            over(Carrier.TLS, ""),
            over(Carrier.CLIENT_CERTIFICATE, ""),
            over(Carrier.PSK, ""),
            over(Carrier.WS, "6.0.0-4"),
            over(Carrier.WSS, "6.0.0-4"),
            over(Carrier.UNIX, ""));

    private static final List<Capability> ALL = Stream.of(COMMON, Malformed.capabilities(), CARRIERS)
            .flatMap(List::stream)
            .toList();

    private Capabilities() {}

    /** {@return all capabilities, in the order of the matrix} */
    public static List<Capability> all() {
        return ALL;
    }

    /**
     * Makes the cases of some versions.
     *
     * @param versions the versions, in any order
     * @return all capabilities in the oldest version, then in the next
     */
    public static List<BrokerCase> cases(Collection<ProtocolVersion> versions) {
        return Arrays.stream(ProtocolVersion.values())
                .filter(versions::contains)
                .flatMap(version -> ALL.stream()
                        .filter(each -> each.since().compareTo(version) <= 0)
                        .map(each -> new BrokerCase(version, each)))
                .toList();
    }

    private static Capability of(String id, String title, String v311, String v5, Check check) {
        return Capability.of(id, title, v311, v5, check);
    }

    private static Capability five(String id, String title, String v5, Check check) {
        return Capability.of(id, title, "", v5, check).from(ProtocolVersion.V5_0);
    }

    /** Everything that is the same over TCP is asked there; this shows that nothing is lost over another carrier. */
    private static Capability over(Carrier carrier, String statements) {
        return Capability.of(
                        "over-" + carrier,
                        "carries all over " + carrier.title(),
                        statements,
                        statements,
                        Carrying.over(carrier))
                .over(carrier);
    }
}
