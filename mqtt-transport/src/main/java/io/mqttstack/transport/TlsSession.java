package io.mqttstack.transport;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the two sides of a TLS connection agreed on.
 *
 * @param protocol for example {@code TLSv1.3}
 * @param cipherSuite for example {@code TLS_AES_128_GCM_SHA256}
 * @param namedGroup the group of the key exchange, for example {@code x25519} or {@code X25519MLKEM768}, in hexadecimal
 *     if it has no name here; empty if there was no such exchange, as when a TLS 1.2 session is resumed
 * @param applicationProtocol what ALPN selected, for example {@code mqtt}; empty if nothing
 * @param peerCertificates the peer's certificate, then its issuers, as the peer sent them; empty if it sent none
 */
public record TlsSession(
        String protocol,
        String cipherSuite,
        Optional<String> namedGroup,
        Optional<String> applicationProtocol,
        List<X509Certificate> peerCertificates) {

    /**
     * Copies the certificates.
     *
     * @param protocol for example {@code TLSv1.3}
     * @param cipherSuite for example {@code TLS_AES_128_GCM_SHA256}
     * @param namedGroup the group of the key exchange, if there was one
     * @param applicationProtocol what ALPN selected, if anything
     * @param peerCertificates the peer's certificate first; empty if it sent none
     */
    public TlsSession {
        peerCertificates = List.copyOf(peerCertificates);
    }
}
