package io.mqttstack.transport.internal.tls;

import java.security.cert.CertificateException;

/** The peer's certificate is not accepted; the message is a sentence for people. */
public final class PeerRejected extends CertificateException {

    private static final long serialVersionUID = 1L;

    PeerRejected(String sentence) {
        super(sentence);
    }

    PeerRejected(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
