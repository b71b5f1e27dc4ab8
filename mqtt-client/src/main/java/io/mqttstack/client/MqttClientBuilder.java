package io.mqttstack.client;

import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.transport.TlsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The documented settings, as options of the engine. */
final class MqttClientBuilder implements MqttClient.Builder {
    private static final ReconnectPolicy RECONNECT = ReconnectPolicy.fixed(Duration.ofSeconds(5));

    private final ClientOptions.Builder options;
    private String userName = "";
    private String password = "";
    private @Nullable Supplier<Credentials> credentials;

    /**
     * Starts with the documented defaults.
     *
     * @param host name or address of the server
     * @param clientIdentifier the Client Identifier
     */
    MqttClientBuilder(String host, String clientIdentifier) {
        options = ClientOptions.builder(host, clientIdentifier)
                .version(ProtocolVersion.V3_1_1)
                .reconnect(RECONNECT);
    }

    @Override
    public MqttClient.Builder username(String userName) {
        this.userName = userName;
        return this;
    }

    @Override
    public MqttClient.Builder password(String password) {
        this.password = password;
        return this;
    }

    @Override
    public MqttClient.Builder port(int port) {
        options.port(port);
        return this;
    }

    @Override
    public MqttClient.Builder cleanSession(boolean clean) {
        options.session(clean ? SessionOptions.NEW : SessionOptions.kept());
        return this;
    }

    @Override
    public MqttClient.Builder sessionStore(SessionStore store) {
        options.sessionStore(store);
        return this;
    }

    @Override
    public MqttClient.Builder keepAlive(Duration keepAlive) {
        options.keepAlive(keepAlive);
        return this;
    }

    @Override
    public MqttClient.Builder reconnectAfter(Duration wait) {
        options.reconnect(ReconnectPolicy.fixed(wait));
        return this;
    }

    @Override
    public MqttClient.Builder networkTimeout(Duration timeout) {
        options.networkTimeout(timeout);
        return this;
    }

    @Override
    public MqttClient.Builder tls(SSLContext context) {
        return tls(TlsOptions.of(context));
    }

    @Override
    public MqttClient.Builder tls(TlsOptions tls) {
        options.tls(tls);
        return this;
    }

    @Override
    public MqttClient.Builder version(ProtocolVersion version) {
        options.version(version);
        return this;
    }

    @Override
    public MqttClient.Builder fallBack() {
        options.fallBack();
        return this;
    }

    @Override
    public MqttClient.Builder authenticator(EnhancedAuthenticator authenticator) {
        options.authenticator(authenticator);
        return this;
    }

    @Override
    public MqttClient.Builder will(Message will) {
        options.will(will);
        return this;
    }

    @Override
    public MqttClient.Builder publishTimeout(Duration timeout) {
        options.publishTimeout(timeout);
        return this;
    }

    @Override
    public MqttClient.Builder credentials(Supplier<Credentials> perAttempt) {
        this.credentials = perAttempt;
        return this;
    }

    @Override
    public MqttClient.Builder runtime(ClientRuntime runtime) {
        options.runtime(runtime);
        return this;
    }

    @Override
    public MqttClient.Builder listener(ClientListener listener) {
        options.listener(listener);
        return this;
    }

    @Override
    public MqttClient build() {
        return MqttClient.create(options());
    }

    /** What has been set, checked together. */
    ClientOptions options() {
        if (credentials != null) {
            options.credentials(credentials);
        } else if (!userName.isEmpty() || !password.isEmpty()) {
            Credentials fixed = new Credentials(
                    userName.isEmpty() ? Optional.empty() : Optional.of(userName),
                    password.isEmpty() ? Optional.empty() : Optional.of(Bytes.utf8(password)));
            options.credentials(() -> fixed);
        }
        return options.build();
    }
}
