package io.mqttstack.brokers.artemis;

import io.mqttstack.brokers.launch.Broker;
import io.mqttstack.brokers.launch.Listener;
import io.mqttstack.brokers.launch.Listeners;
import io.mqttstack.brokers.launch.Settings;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Artemis with MQTT acceptors and nothing else to connect to. Each of them takes WebSocket as well, whatever its path. */
final class ArtemisBroker implements Broker {

    private static final String ACCEPTOR = "mqtt";
    private static final int JOURNAL_FILE_BYTES = 4 * 1024 * 1024;
    private static final int UNLIMITED = -1;

    private final EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();

    @Override
    public int start(Settings settings) throws Exception {
        artemis.setConfiguration(configuration(settings));
        settings.users().ifPresent(users -> artemis.setSecurityManager(new UserCheck(users)));
        artemis.start();
        return boundPort();
    }

    /** The start of Artemis succeeds even when an acceptor does not; only then its port is still 0. */
    private int boundPort() throws IOException {
        Object acceptor = artemis.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        if (acceptor instanceof NettyAcceptor netty && netty.isStarted() && netty.getActualPort() > 0) {
            return netty.getActualPort();
        }
        throw new IOException("Artemis did not bind its MQTT acceptor");
    }

    private static Configuration configuration(Settings settings) throws Exception {
        Path data = settings.data();
        AddressSettings addresses = new AddressSettings().setMaxDeliveryAttempts(UNLIMITED);
        Configuration configuration = new ConfigurationImpl()
                .setName("artemis")
                .addAcceptorConfiguration(ACCEPTOR, acceptor(settings.port()))
                .setSecurityEnabled(settings.users().isPresent())
                .setPersistenceEnabled(settings.persistent())
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(false)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setLargeMessagesDirectory(data.resolve("large-messages").toString())
                .setNodeManagerLockDirectory(data.resolve("lock").toString())
                .setMaxDiskUsage(UNLIMITED)
                .setJMXManagementEnabled(false)
                .addAddressSetting("#", addresses);
        for (Listener each : settings.listeners().all()) {
            configuration.addAcceptorConfiguration(
                    ACCEPTOR + each.port(), acceptor(each.port()) + tls(each, settings.listeners()));
        }
        return configuration;
    }

    private static String acceptor(int port) {
        return "tcp://%s:%d?protocols=MQTT;useEpoll=false;useKQueue=false".formatted(Settings.HOST, port);
    }

    private static String tls(Listener listener, Listeners stores) {
        if (!listener.tls()) {
            return "";
        }
        return ";sslEnabled=true;keyStoreType=PKCS12;trustStoreType=PKCS12;keyStorePath=%s;keyStorePassword=%s"
                        .formatted(stores.keyStore(), stores.password())
                + ";trustStorePath=%s;trustStorePassword=%s;needClientAuth=%s"
                        .formatted(stores.trustStore(), stores.password(), listener.clientCertificate());
    }

    @Override
    public void stop() throws Exception {
        artemis.stop();
    }
}
