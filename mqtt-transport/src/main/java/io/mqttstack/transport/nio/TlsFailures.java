package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.internal.tls.PeerRejected;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;

/** Says what went wrong with TLS, for which endpoint, and what to do about it. */
final class TlsFailures {

    private TlsFailures() {}

    static TransportException failed(Endpoint endpoint, Throwable cause) {
        return new TransportException(Kind.TLS, "TLS with " + endpoint + " failed: " + advice(endpoint, cause), cause);
    }

    static TransportException notTls(Endpoint endpoint) {
        return new TransportException(
                Kind.TLS, "TLS with " + endpoint + " failed: the peer does not speak TLS there; is it the right port?");
    }

    static TransportException closedEarly(Endpoint endpoint) {
        return new TransportException(
                Kind.TLS,
                "TLS with " + endpoint + " failed: the peer closed the connection during the handshake;"
                        + " does it expect TLS on this port, and no client certificate?");
    }

    static TransportException timedOut(Endpoint endpoint, Duration timeout) {
        return new TransportException(
                Kind.TIMED_OUT,
                "TLS with " + endpoint + " failed: the handshake was not done " + timeout.toMillis() / 1000.0
                        + " s after the attempt began; does the peer expect TLS on this port?");
    }

    static TransportException truncated(Endpoint endpoint) {
        return new TransportException(
                Kind.TRUNCATED,
                "The connection with " + endpoint + " ended without the peer's close_notify:"
                        + " the peer crashed or was careless, or somebody cut the connection");
    }

    private static String advice(Endpoint endpoint, Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause;
            if (cause instanceof TransportException || cause instanceof PeerRejected) {
                return String.valueOf(cause.getMessage());
            } else if (cause instanceof CertPathBuilderException) {
                return "the issuer of the peer's certificate is not trusted; add the issuer's certificate to what is"
                        + " trusted";
            } else if (cause instanceof CertificateExpiredException) {
                return "the peer's certificate has expired";
            } else if (cause instanceof CertificateNotYetValidException) {
                return "the peer's certificate is not valid yet; are the clocks right?";
            }
        }
        String message = String.valueOf(innermost.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (innermost instanceof CertificateException
                && (lower.contains("matching") || lower.contains("alternative"))) {
            return "the peer's certificate was not issued for the host " + endpoint.host() + " (" + message + ")";
        } else if (innermost instanceof CertPathValidatorException) {
            return "the peer's certificate is not accepted (" + message + ")";
        } else if (lower.contains("unrecognized ssl message") || lower.contains("plaintext connection")) {
            return "the peer does not speak TLS there; is it the right port?";
        }
        return TlsAlerts.sentence(innermost).orElse(message);
    }
}
