package io.mqttstack.conformance.broker;

import io.mqttstack.conformance.program.Programs;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The brokers that can be named on a command line. Thread-safe; brokers that one instance creates never share a port.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><th>Name</th><th>What runs</th></tr>
 * <tr><td>{@code hivemq artemis activemq moquette}</td><td>a JVM with a library of that name</td></tr>
 * <tr><td>{@code mosquitto rabbitmq nats ejabberd}</td><td>a program, when it is installed</td></tr>
 * <tr><td>{@code aedes}</td><td>a library for Node.js, when its packages were fetched by npm</td></tr>
 * <tr><td>{@code container:mosquitto container:emqx container:hivemq container:vernemq container:nanomq
 * container:rabbitmq}</td><td>a container of an image of that product, when a container engine answers; a variable such as {@code MQTT_IMAGE_EMQX}
 * names another image of it</td></tr>
 * <tr><td>{@code image:reference}</td><td>a container of any image, whose broker listens on port 1883</td></tr>
 * <tr><td>{@code mqtt://host:port}, also with {@code mqtts}, {@code ws} or {@code wss}</td><td>somebody else's broker; {@code
 * MQTT_USER} and {@code MQTT_PASSWORD} in the environment, if both are set, are what to connect with, as they are for an
 * image; {@code MQTT_CA} names a PEM file with the issuers to trust instead of those that the JDK trusts</td></tr>
 * </table>
 */
public final class Brokers {

    /** The environment variable with the User Name for a broker that is known by its URL. */
    public static final String USER_VARIABLE = "MQTT_USER";

    /** The environment variable with the Password for a broker that is known by its URL. */
    public static final String PASSWORD_VARIABLE = "MQTT_PASSWORD";

    /** The environment variable with the PEM file of the issuers that a broker known by its URL may be trusted by. */
    public static final String TRUST_VARIABLE = "MQTT_CA";

    private static final String IMAGE_VARIABLE = "MQTT_IMAGE_";

    private static final List<String> NATIVE =
            List.of(MosquittoBroker.NAME, RabbitMqBroker.NAME, NatsBroker.NAME, EjabberdBroker.NAME, AedesBroker.NAME);

    private final Map<String, String> environment;
    private final Path modules;
    private final FreePorts ports;
    private final Programs programs;

    /**
     * Brokers of a given machine.
     *
     * @param environment where PATH and the credentials for URLs are read
     * @param modules the directory of the embedded brokers' modules, built or not
     * @param random chooses ports
     */
    public Brokers(Map<String, String> environment, Path modules, RandomGenerator random) {
        this.environment = Map.copyOf(environment);
        this.modules = modules;
        ports = new FreePorts(random);
        programs = new Programs(this.environment);
    }

    /**
     * Brokers of this machine and of the source tree that this class was built in.
     *
     * @return the brokers
     */
    public static Brokers ofSystem() {
        return new Brokers(System.getenv(), modulesBesideThis(), new SplittableRandom());
    }

    /** This class is in {@code mqtt-conformance/target}, be it in a jar or not; the modules are two levels up. */
    private static Path modulesBesideThis() {
        CodeSource source = Brokers.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("the place of " + Brokers.class + " is unknown");
        }
        try {
            Path module = Path.of(source.getLocation().toURI()).resolve("../..").normalize();
            return module.resolve("brokers");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of " + Brokers.class + " is no path", e);
        }
    }

    /**
     * Lists the names of the brokers that can run on a machine with all of them installed.
     *
     * @return the names, embedded ones first; unmodifiable
     */
    public List<String> names() {
        return Stream.concat(Arrays.stream(EmbeddedBroker.Kind.values()).map(EmbeddedBroker.Kind::id), NATIVE.stream())
                .toList();
    }

    /** {@return the names of the brokers that run in containers; unmodifiable} */
    public List<String> containers() {
        return ContainerImage.PRODUCTS.stream()
                .map(each -> ContainerBroker.PREFIX + each)
                .toList();
    }

    /**
     * Names a broker that is known by its image alone.
     *
     * @param reference the reference of the image
     * @return a name for {@link #create}
     */
    public static String image(String reference) {
        return ContainerBroker.IMAGE_PREFIX + reference;
    }

    /**
     * Returns what runs under a name: the same product, in a container or not, does the same.
     *
     * @param name a name
     * @return the name without what says that it is in a container; other names as they are
     */
    public static String product(String name) {
        return name.startsWith(ContainerBroker.PREFIX) ? name.substring(ContainerBroker.PREFIX.length()) : name;
    }

    /**
     * Prepares a broker without starting it. Whether it can be started is for {@link BrokerUnderTest#unavailable} to
     * say.
     *
     * @param name a name, or a URL such as {@code mqtt://host:port}
     * @param options how to run it; a broker known by its URL takes none of them, one in a container only the user
     * @return the broker, to be closed by the caller
     * @throws IllegalArgumentException when there is no such broker
     */
    public BrokerUnderTest create(String name, BrokerOptions options) {
        for (EmbeddedBroker.Kind kind : EmbeddedBroker.Kind.values()) {
            if (kind.id().equals(name)) {
                return new EmbeddedBroker(kind, options, ports, modules);
            }
        }
        return switch (name) {
            case MosquittoBroker.NAME -> new MosquittoBroker(options, ports, programs);
            case RabbitMqBroker.NAME -> new RabbitMqBroker(options, ports, programs);
            case NatsBroker.NAME -> new NatsBroker(options, ports, programs);
            case EjabberdBroker.NAME -> new EjabberdBroker(options, ports, programs);
            case AedesBroker.NAME -> new AedesBroker(options, ports, programs, modules);
            default -> isUrl(name) ? url(name) : container(name, options);
        };
    }

    private ContainerBroker container(String name, BrokerOptions options) {
        if (name.startsWith(ContainerBroker.IMAGE_PREFIX)) {
            String reference = name.substring(ContainerBroker.IMAGE_PREFIX.length());
            return new ContainerBroker(name, ContainerImage.of(reference), credentials(), ports);
        }
        String product = product(name);
        if (name.equals(product)) {
            throw unknown(name);
        }
        ContainerImage image = ContainerImage.ofProduct(product).orElseThrow(() -> unknown(name));
        String reference = environment.get(IMAGE_VARIABLE + product.toUpperCase(Locale.ROOT));
        return new ContainerBroker(
                name,
                reference == null ? image : image.from(reference),
                image.asksForCredentials() ? options.credentials() : Optional.empty(),
                ports);
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("no broker " + name + "; there are " + String.join(", ", names())
                + ", containers and mqtt://host:port");
    }

    /**
     * Tells whether a name is a URL.
     *
     * @param name a name
     * @return whether it looks like one; {@link #create} may still refuse it
     */
    public static boolean isUrl(String name) {
        return name.contains("://");
    }

    private UrlBroker url(String url) {
        return new UrlBroker(
                url,
                credentials(),
                Optional.ofNullable(environment.get(TRUST_VARIABLE)).map(Path::of));
    }

    private Optional<Credentials> credentials() {
        String user = environment.get(USER_VARIABLE);
        String password = environment.get(PASSWORD_VARIABLE);
        return user == null || password == null ? Optional.empty() : Optional.of(new Credentials(user, password));
    }
}
