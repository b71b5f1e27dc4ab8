package io.mqttstack.conformance.cli;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.BrokerCase;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.capability.Capabilities;
import io.mqttstack.conformance.client.Clients;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.rule.ClientCase;
import io.mqttstack.conformance.section.ClientCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say who is put to which cases. */
final class Selection {
    static final String ALL = "all";
    static final List<String> EMBEDDED = List.of("hivemq", "artemis", "moquette", "activemq");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--broker",
            split = ",",
            paramLabel = "NAME",
            description = "Brokers to start: hivemq, artemis, moquette, activemq (the default), mosquitto, rabbitmq,"
                    + " nats, ejabberd, aedes (when installed), or all of these; container:mosquitto, container:emqx,"
                    + " container:hivemq, container:vernemq, container:nanomq, container:rabbitmq (with a container"
                    + " engine).")
    private List<String> brokers = new ArrayList<>();

    @Option(
            names = "--image",
            split = ",",
            paramLabel = "IMAGE",
            description = "Brokers to run as containers of these images, which let anybody in on port 1883.")
    private List<String> images = new ArrayList<>();

    @Option(
            names = "--url",
            split = ",",
            paramLabel = "URL",
            description = "Brokers that run already, as mqtt://host:port, or with mqtts, ws or wss.")
    private List<String> urls = new ArrayList<>();

    @Option(
            names = "--client",
            split = ",",
            paramLabel = "NAME",
            description = "Clients to put to the client cases: ours, ours-process, hivemq, paho3, paho5, vertx, mqttjs,"
                    + " or all.")
    private List<String> clients = new ArrayList<>();

    @Option(
            names = "--client-command",
            paramLabel = "COMMAND",
            description = "A client of your own: a program that speaks the protocol of docs/client-protocol.md on its"
                    + " standard input and output. Spaces separate its arguments.")
    private List<String> clientCommands = new ArrayList<>();

    @Option(
            names = "--version",
            split = ",",
            paramLabel = "VERSION",
            description = "Versions to speak: 3.1, 3.1.1, 5. By default all.")
    private List<String> versions = new ArrayList<>();

    @Option(
            names = "--section",
            split = ",",
            paramLabel = "SECTION",
            description = "Cases about sections of the specification, such as 4.3. By default all. Without brokers and"
                    + " clients, ours is asked.")
    private List<String> sections = new ArrayList<>();

    @Option(
            names = "--case",
            split = ",",
            paramLabel = "ID",
            description =
                    "Cases by their addresses: qos-1 or 3.1.1/qos-1 of brokers, 4.3.3/2 or 5.0/4.3.3/2 of clients."
                            + " By default all.")
    private List<String> ids = new ArrayList<>();

    /** Makes the choice of what there is, or reports what is wrong with the command line. */
    Choice choice(Brokers availableBrokers, List<String> availableClients, boolean continuousIntegration) {
        boolean toBrokers = !brokers.isEmpty() || !images.isEmpty() || !urls.isEmpty();
        boolean toClients = !clients.isEmpty() || !clientCommands.isEmpty() || (!toBrokers && !sections.isEmpty());
        Set<ProtocolVersion> spoken = versions();
        List<BrokerCase> brokerCases = List.of();
        List<ClientCase> clientCases = List.of();
        if (toBrokers || !toClients) {
            brokerCases = cases(Capabilities.cases(spoken), this::isAsked, "broker");
        }
        if (toClients) {
            clientCases = cases(ClientCases.of(spoken), this::isAsked, "client");
        }
        checkIds(brokerCases, clientCases);
        return new Choice(
                brokerCases.isEmpty() ? List.of() : brokers(availableBrokers, toBrokers),
                brokerCases,
                absent(brokers, continuousIntegration),
                clientCases.isEmpty() ? List.of() : clients(availableClients),
                clientCases,
                absent(clients, continuousIntegration));
    }

    /** What is asked for by its name has to be there; of all, those that are. */
    private static Outcome absent(List<String> asked, boolean continuousIntegration) {
        return asked.contains(ALL) && !continuousIntegration ? Outcome.UNTESTED : Outcome.ERROR;
    }

    private Set<ProtocolVersion> versions() {
        Set<ProtocolVersion> chosen = EnumSet.noneOf(ProtocolVersion.class);
        versions.forEach(each -> chosen.add(version(each)));
        return chosen.isEmpty() ? EnumSet.allOf(ProtocolVersion.class) : chosen;
    }

    private ProtocolVersion version(String text) {
        return switch (text) {
            case "3.1" -> ProtocolVersion.V3_1;
            case "3.1.1" -> ProtocolVersion.V3_1_1;
            case "5", "5.0" -> ProtocolVersion.V5_0;
            default -> throw wrong("There is no MQTT '" + text + "'; there are 3.1, 3.1.1 and 5");
        };
    }

    private <C> List<C> cases(List<C> all, Predicate<C> asked, String whose) {
        List<String> wanted = Stream.concat(sections.stream(), ids.stream()).toList();
        List<C> found = wanted.isEmpty() ? all : all.stream().filter(asked).toList();
        if (found.isEmpty()) {
            String where = wanted.isEmpty() ? "" : " in " + String.join(", ", wanted);
            throw wrong("There is no " + whose + " case" + where + " of these versions; --list shows them");
        }
        return found;
    }

    private boolean isAsked(BrokerCase each) {
        return ids.stream().anyMatch(id -> each.id().equals(id) || each.name().equals(id))
                || sections.stream().anyMatch(each::isAbout);
    }

    private boolean isAsked(ClientCase each) {
        return Stream.concat(ids.stream(), sections.stream()).anyMatch(wanted -> isWithin(each, wanted));
    }

    /** A section is the beginning of an address, such as {@code 4.3}; a case is the whole, such as {@code 5.0/4.3.3/2}. */
    private static boolean isWithin(ClientCase each, String wanted) {
        return each.id().equals(wanted)
                || each.name().equals(wanted)
                || each.name().startsWith(wanted + ".")
                || each.name().startsWith(wanted + "/");
    }

    /** One of several wrong addresses would go unnoticed otherwise. */
    private void checkIds(List<BrokerCase> brokerCases, List<ClientCase> clientCases) {
        for (String id : ids) {
            boolean known = brokerCases.stream()
                            .anyMatch(
                                    each -> each.id().equals(id) || each.name().equals(id))
                    || clientCases.stream().anyMatch(each -> isWithin(each, id));
            if (!known) {
                throw wrong("There is no case '" + id + "'; --list shows them");
            }
        }
    }

    private List<String> brokers(Brokers available, boolean named) {
        if (!named) {
            return EMBEDDED;
        }
        Set<String> chosen = chosen(
                brokers,
                available.names(),
                Stream.concat(available.names().stream(), available.containers().stream())
                        .toList(),
                "broker");
        images.forEach(each -> chosen.add(Brokers.image(each)));
        urls.forEach(each -> checkUrl(available, each));
        chosen.addAll(urls);
        return List.copyOf(chosen);
    }

    private List<String> clients(List<String> available) {
        boolean named = !clients.isEmpty() || !clientCommands.isEmpty();
        Set<String> chosen = chosen(named ? clients : List.of(OwnClient.NAME), available, available, "client");
        clientCommands.forEach(each -> chosen.add(Clients.command(each)));
        return List.copyOf(chosen);
    }

    private Set<String> chosen(List<String> asked, Collection<String> all, Collection<String> known, String what) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String name : asked) {
            if (name.equals(ALL)) {
                chosen.addAll(all);
            } else if (known.contains(name)) {
                chosen.add(name);
            } else {
                throw wrong("There is no " + what + " '" + name + "'; there are " + String.join(", ", known));
            }
        }
        return chosen;
    }

    /** Makes a broker, which connects to nobody yet: whoever makes one checks the URL. */
    private void checkUrl(Brokers available, String url) {
        if (!Brokers.isUrl(url)) {
            throw wrong("--url takes mqtt://host:port, or the same with mqtts, ws or wss");
        }
        try (BrokerUnderTest checked = available.create(url, BrokerOptions.in(Path.of("")))) {
            checked.name();
        } catch (IllegalArgumentException e) {
            throw wrong("--url takes mqtt://host:port, or the same with mqtts, ws or wss: " + e.getMessage()
                    + ". Credentials come from the environment variables MQTT_USER and MQTT_PASSWORD or from"
                    + " --credentials");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
