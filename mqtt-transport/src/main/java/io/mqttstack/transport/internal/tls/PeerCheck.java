package io.mqttstack.transport.internal.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Lets the provider decide about the peer's certificate, then the pins, and says why it is refused. */
final class PeerCheck extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager provider;
    private final Pins pins;

    PeerCheck(X509ExtendedTrustManager provider, Pins pins) {
        this.provider = provider;
        this.pins = pins;
    }

    /** What the provider does. */
    private interface Check {
        void run() throws CertificateException;
    }

    private void check(X509Certificate[] chain, @Nullable String host, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException refused) {
            throw new PeerRejected(sentence(chain, host, refused), refused);
        }
        if (!pins.isEmpty() && !pins.accept(chain, provider.getAcceptedIssuers())) {
            throw new PeerRejected("the peer's certificate " + Certificates.name(chain[0])
                    + " fits none of the pins: the pin of its key is sha256/" + Pins.of(chain[0]));
        }
    }

    private static String sentence(X509Certificate[] chain, @Nullable String host, CertificateException refused) {
        String subject = "the peer's certificate " + Certificates.name(chain[0]);
        for (X509Certificate certificate : chain) {
            Optional<String> when = Certificates.untimely(certificate);
            if (when.isPresent()) {
                String whose = certificate.equals(chain[0]) ? subject : "the issuer's certificate " + name(certificate);
                return whose + " " + when.get();
            }
        }
        String innermost = "";
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            innermost = Unusable.reason(cause);
            if (cause instanceof CertPathBuilderException) {
                X509Certificate last = chain[chain.length - 1];
                return "the issuer of " + subject + ", '"
                        + last.getIssuerX500Principal().getName()
                        + "', is not trusted; add the issuer's certificate to what is trusted";
            }
        }
        String lower = innermost.toLowerCase(Locale.ROOT);
        if (host != null && (lower.contains("matching") || lower.contains("alternative") || lower.contains("host"))) {
            return subject + " was not issued for the host " + host + ", but for " + names(chain[0]);
        }
        return subject + " is not accepted (" + innermost + ")";
    }

    private static String name(X509Certificate certificate) {
        return Certificates.name(certificate);
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                return alternatives.stream()
                        .map(alternative -> Objects.toString(alternative.get(1)))
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException unreadable) {
            return "names that cannot be read (" + Unusable.reason(unreadable) + ")";
        }
        return "no host: it has no subject alternative names";
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, engine.getPeerHost(), () -> provider.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, null, () -> provider.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, socket.getInetAddress().getHostName(), () -> provider.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, null, () -> provider.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, null, () -> provider.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, null, () -> provider.checkClientTrusted(chain, type));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return provider.getAcceptedIssuers();
    }
}
