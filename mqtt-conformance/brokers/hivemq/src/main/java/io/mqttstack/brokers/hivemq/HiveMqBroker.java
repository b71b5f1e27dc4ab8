package io.mqttstack.brokers.hivemq;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.client.parameter.ListenerType;
import io.mqttstack.brokers.launch.Broker;
import io.mqttstack.brokers.launch.Listener;
import io.mqttstack.brokers.launch.Listeners;
import io.mqttstack.brokers.launch.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

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
    private static int boundPort(Collection<com.hivemq.extension.sdk.api.client.parameter.Listener> listeners)
            throws IOException {
        return listeners.stream()
                .filter(each -> each.getListenerType() == ListenerType.TCP_LISTENER)
                .mapToInt(com.hivemq.extension.sdk.api.client.parameter.Listener::getPort)
                .findFirst()
                .orElseThrow(() -> new IOException("HiveMQ has no listener"));
    }

    private static String configuration(Settings settings) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <hivemq>
                    <listeners>
                        <tcp-listener>%s</tcp-listener>
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
                """.formatted(
                        where(settings.port()),
                        settings.listeners().all().stream()
                                .map(each -> listener(each, settings.listeners()))
                                .collect(Collectors.joining()),
                        settings.persistent() ? "file" : "in-memory");
    }

    private static String where(int port) {
        return "<port>%d</port><bind-address>%s</bind-address>".formatted(port, Settings.HOST);
    }

    private static String listener(Listener listener, Listeners stores) {
        String element = (listener.tls() ? "tls-" : "") + (listener.webSocket() ? "websocket" : "tcp") + "-listener";
        String path = listener.webSocket() ? "<path>" + Listener.PATH + "</path>" : "";
        String tls = listener.tls() ? tls(stores, listener.clientCertificate()) : "";
        return "<%1$s>%2$s%3$s%4$s</%1$s>".formatted(element, where(listener.port()), path, tls);
    }

    private static String tls(Listeners stores, boolean clientCertificate) {
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
                        stores.keyStore(),
                        stores.password(),
                        stores.password(),
                        stores.trustStore(),
                        stores.password(),
                        clientCertificate ? "REQUIRED" : "NONE");
    }

    @Override
    public void stop() throws Exception {
        hivemq.close();
    }
}
