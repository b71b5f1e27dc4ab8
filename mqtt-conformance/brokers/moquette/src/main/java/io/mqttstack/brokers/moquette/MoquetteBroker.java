package io.mqttstack.brokers.moquette;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.IAuthenticator;
import io.mqttstack.brokers.launch.Broker;
import io.mqttstack.brokers.launch.Listener;
import io.mqttstack.brokers.launch.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** Moquette on TCP, and at most once on each of TLS, WebSocket and both. */
final class MoquetteBroker implements Broker {

    private static final int MAX_PACKET_BYTES = 268_435_460;
    private static final int QUEUE_SIZE = 100_000;
    private static final Duration PORT_KNOWN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(1);

    private final Server moquette = new Server();

    @Override
    public int start(Settings settings) throws Exception {
        IAuthenticator authenticator = settings.users()
                .<IAuthenticator>map(users -> (clientId, user, password) -> users.accepts(user, password))
                .orElse((clientId, user, password) -> true);
        moquette.startServer(configuration(settings), List.of(), null, authenticator, null);
        return boundPort();
    }

    /** The port is bound when the start returns, but an event loop notes its number a moment later. */
    private int boundPort() throws IOException {
        long deadline = System.nanoTime() + PORT_KNOWN.toNanos();
        int port = notedPort();
        while (port == 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL.toNanos());
            port = notedPort();
        }
        if (port == 0) {
            throw new IOException("Moquette did not bind its port within " + PORT_KNOWN);
        }
        return port;
    }

    /** Zero when it is not noted yet, or is being noted right now: Moquette keeps ports in a map that no lock guards. */
    private int notedPort() {
        try {
            return moquette.getPort();
        } catch (ConcurrentModificationException e) {
            return 0;
        }
    }

    private static IConfig configuration(Settings settings) {
        IConfig config = new MemoryConfig(new Properties());
        config.setProperty(IConfig.HOST_PROPERTY_NAME, Settings.HOST);
        config.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(settings.port()));
        config.setProperty(IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, BrokerConstants.DISABLED_PORT_BIND);
        config.setProperty(
                IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME,
                Boolean.toString(settings.users().isEmpty()));
        config.setProperty(IConfig.DATA_PATH_PROPERTY_NAME, settings.data().toString());
        config.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, Boolean.toString(settings.persistent()));
        config.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(MAX_PACKET_BYTES));
        config.setProperty(IConfig.SESSION_QUEUE_SIZE, Integer.toString(QUEUE_SIZE));
        config.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        settings.listeners().all().forEach(each -> config.setProperty(port(each), Integer.toString(each.port())));
        config.setProperty(IConfig.WEB_SOCKET_PATH_PROPERTY_NAME, Listener.PATH);
        config.setProperty(IConfig.JKS_PATH_PROPERTY_NAME, settings.listeners().keyStore());
        config.setProperty(IConfig.KEY_STORE_TYPE, "pkcs12");
        config.setProperty(
                IConfig.KEY_STORE_PASSWORD_PROPERTY_NAME, settings.listeners().password());
        config.setProperty(
                IConfig.KEY_MANAGER_PASSWORD_PROPERTY_NAME, settings.listeners().password());
        return config;
    }

    private static String port(Listener listener) {
        if (listener.clientCertificate()) {
            throw new IllegalArgumentException("Moquette does not ask for certificates here: " + listener);
        }
        if (listener.webSocket()) {
            return listener.tls() ? IConfig.WSS_PORT_PROPERTY_NAME : IConfig.WEB_SOCKET_PORT_PROPERTY_NAME;
        }
        return IConfig.SSL_PORT_PROPERTY_NAME;
    }

    @Override
    public void stop() {
        moquette.stopServer();
    }
}
