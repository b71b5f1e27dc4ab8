package io.mqttstack.transport.tls;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import org.jspecify.annotations.Nullable;

/** An engine whose settings were decided when it was made: the methods that would change them are not available. */
abstract class FixedEngine extends SSLEngine {

    private static final String[] NOTHING = {};

    FixedEngine(String host, int port) {
        super(host, port);
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException("This is decided by the TlsOptions");
    }

    /** Computes in {@code wrap} and {@code unwrap}. */
    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public abstract SSLEngineResult.HandshakeStatus getHandshakeStatus();

    @Override
    public String[] getSupportedCipherSuites() {
        return NOTHING;
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return NOTHING;
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw fixed();
    }

    @Override
    public String[] getSupportedProtocols() {
        return NOTHING;
    }

    @Override
    public String[] getEnabledProtocols() {
        return NOTHING;
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw fixed();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        if (mode != getUseClientMode()) {
            throw fixed();
        }
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw fixed();
    }

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw fixed();
    }

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw fixed();
    }

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
