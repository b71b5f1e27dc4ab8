package io.mqttstack.brokers.activemq;

import io.mqttstack.brokers.launch.Broker;
import io.mqttstack.brokers.launch.Listener;
import io.mqttstack.brokers.launch.Listeners;
import io.mqttstack.brokers.launch.Settings;
import java.io.File;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.broker.TransportConnector;

/** ActiveMQ with one MQTT connector and nothing else to connect to. */
final class ActiveMqBroker implements Broker {

    private static final long MEMORY_BYTES = 256L * 1024 * 1024;
    private static final long STORE_BYTES = 4L * 1024 * 1024 * 1024;

    private final BrokerService activemq = new BrokerService();

    @Override
    public int start(Settings settings) throws Exception {
        activemq.setBrokerName("activemq");
        activemq.setDataDirectoryFile(settings.data().toFile());
        activemq.setPersistent(settings.persistent());
        activemq.setUseJmx(false);
        activemq.setUseShutdownHook(false);
        activemq.getSystemUsage().getMemoryUsage().setLimit(MEMORY_BYTES);
        activemq.getSystemUsage().getStoreUsage().setLimit(STORE_BYTES);
        settings.users()
                .ifPresent(users -> activemq.setPlugins(new BrokerPlugin[] {next -> new UserCheck(next, users)}));
        TransportConnector connector =
                activemq.addConnector("mqtt+nio://%s:%d".formatted(Settings.HOST, settings.port()));
        for (Listener each : settings.listeners().all()) {
            secure(each, settings.listeners());
        }
        activemq.start();
        activemq.waitUntilStarted();
        return connector.getConnectUri().getPort();
    }

    private void secure(Listener listener, Listeners stores) throws Exception {
        if (listener.webSocket() || listener.clientCertificate()) {
            throw new IllegalArgumentException("ActiveMQ does not listen like this here: " + listener);
        }
        char[] password = stores.password().toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(new File(stores.keyStore()), password), password);
        activemq.setSslContext(new SslContext(keys.getKeyManagers(), null, null));
        activemq.addConnector("mqtt+nio+ssl://%s:%d".formatted(Settings.HOST, listener.port()));
    }

    @Override
    public void stop() throws Exception {
        activemq.stop();
        activemq.waitUntilStopped();
    }
}
