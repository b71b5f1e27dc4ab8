package io.mqttstack.conformance.broker;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image of a broker, and how a container of it is run. Its MQTT listener has port 1883.
 *
 * @param image the reference of the image, which the engine fetches when it is not there
 * @param command the command line; empty: the image's own
 * @param environment variables; in their values, {@code {user}} and {@code {password}} stand for the credentials
 * @param asksForCredentials whether only the user in {@code environment} gets in
 */
record ContainerImage(String image, List<String> command, Map<String, String> environment, boolean asksForCredentials) {

    /** Let the official image listen to more than its own container. */
    private static final List<String> OPEN_MOSQUITTO = List.of("/usr/sbin/mosquitto", "-c", "/mosquitto-no-auth.conf");

    private static final List<String> WITH_MQTT =
            List.of("sh", "-c", "rabbitmq-plugins enable --offline rabbitmq_mqtt && exec rabbitmq-server");

    static final List<String> PRODUCTS = List.of("mosquitto", "emqx", "hivemq", "vernemq", "nanomq", "rabbitmq");

    /** Copies the collections. */
    ContainerImage {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * An image that anybody may name, run as it is.
     *
     * @param image its reference
     * @return the definition
     */
    static ContainerImage of(String image) {
        return new ContainerImage(image, List.of(), Map.of(), false);
    }

    /**
     * Finds the definition for a product. Nobody has run the images from their registries for this project yet, but for
     * one that holds Mosquitto as Debian packages it.
     *
     * @param product its name
     * @return the definition; empty: there is none
     */
    static Optional<ContainerImage> ofProduct(String product) {
        return switch (product) {
            case "mosquitto" -> Optional.of(open("eclipse-mosquitto:2.0.21", OPEN_MOSQUITTO, Map.of()));
            case "emqx" -> Optional.of(open("emqx/emqx:5.8.8", List.of(), Map.of()));
            case "hivemq" -> Optional.of(open("hivemq/hivemq-ce:2026.5", List.of(), Map.of()));
            case "vernemq" ->
                Optional.of(open(
                        "vernemq/vernemq:1.12.6.2-alpine",
                        List.of(),
                        Map.of(
                                "DOCKER_VERNEMQ_ACCEPT_EULA",
                                "yes",
                                "DOCKER_VERNEMQ_ALLOW_ANONYMOUS",
                                "on",
                                "DOCKER_VERNEMQ_LISTENER__TCP__ALLOWED_PROTOCOL_VERSIONS",
                                "3,4,5")));
            case "nanomq" -> Optional.of(open("emqx/nanomq:0.25.6", List.of(), Map.of()));
            case "rabbitmq" ->
                Optional.of(new ContainerImage(
                        "rabbitmq:4.1",
                        WITH_MQTT,
                        Map.of("RABBITMQ_DEFAULT_USER", "{user}", "RABBITMQ_DEFAULT_PASS", "{password}"),
                        true));
            default -> Optional.empty();
        };
    }

    /** The same with another image of the product. */
    ContainerImage from(String reference) {
        return new ContainerImage(reference, command, environment, asksForCredentials);
    }

    private static ContainerImage open(String image, List<String> command, Map<String, String> environment) {
        return new ContainerImage(image, command, environment, false);
    }
}
