package io.mqttstack.brokers.hivemq;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.client.parameter.Listener;
import io.mqttstack.brokers.launch.Broker;
import io.mqttstack.brokers.launch.Settings;
import io.mqttstack.brokers.launch.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** HiveMQ, configured by a file that is written anew at each start. */
final class HiveMqBroker implements Broker {

    private EmbeddedHiveMQ hivemq;

    @Override
    public int start(Settings settings) throws Exception {
        Path home = settings.data();
        Path configuration = Files.createDirectories(home.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), configuration(settings));
        Access access = new Access(settings.users());
        hivemq = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(home.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(home.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("access")
                        .withName("Access")
                        .withVersion("1")
                        .withExtensionMain(access)
                        .build())
                .withoutLoggingBootstrap()
                .build();
        hivemq.start().get();
        return boundPort(access.listeners());
    }

    /** HiveMQ writes the port it was given by the system back to the listener. */
    private static int boundPort(Collection<Listener> listeners) throws IOException {
        return listeners.stream()
                .mapToInt(Listener::getPort)
                .findFirst()
                .orElseThrow(() -> new IOException("HiveMQ has no listener"));
    }

    private static String configuration(Settings settings) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <hivemq>
                    <listeners>
                        %s
                    </listeners>
                    <mqtt>
                        <queued-messages>
                            <max-queue-size>100000</max-queue-size>
                        </queued-messages>
                    </mqtt>
                    <anonymous-usage-statistics>
                        <enabled>false</enabled>
                    </anonymous-usage-statistics>
                    <persistence>
                        <mode>%s</mode>
                    </persistence>
                </hivemq>
                """.formatted(listener(settings), settings.persistent() ? "file" : "in-memory");
    }

    private static String listener(Settings settings) {
        String where = "<port>%d</port><bind-address>%s</bind-address>".formatted(settings.port(), Settings.HOST);
        return settings.tls()
                .map(tls -> "<tls-tcp-listener>" + where + tls(tls) + "</tls-tcp-listener>")
                .orElse("<tcp-listener>" + where + "</tcp-listener>");
    }

    private static String tls(Tls tls) {
        return """
                <tls>
                    <keystore>
                        <path>%s</path>
                        <password>%s</password>
                        <private-key-password>%s</private-key-password>
                    </keystore>
                    <truststore>
                        <path>%s</path>
                        <password>%s</password>
                    </truststore>
                    <client-authentication-mode>%s</client-authentication-mode>
                </tls>
                """.formatted(
                        tls.keyStore(),
                        tls.password(),
                        tls.password(),
                        tls.trustStore(),
                        tls.password(),
                        tls.clientCertificates() ? "REQUIRED" : "NONE");
    }

    @Override
    public void stop() throws Exception {
        hivemq.close();
    }
}
