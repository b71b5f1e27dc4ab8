package io.mqttstack.transport.nio;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an alert means, whether the peer sent it or we did: both providers name it in their messages, the JDK also in
 * words of its own.
 */
enum TlsAlerts {
    PROTOCOL_VERSION(
            "no TLS version is allowed by both sides",
            "protocol_version",
            "protocol version",
            "is not enabled or supported in server context"),
    CERTIFICATE_REQUIRED(
            "a client certificate is required, and none was presented",
            "certificate_required",
            "empty client certificate chain"),
    HANDSHAKE_FAILURE(
            "no cipher suite, group or signature is allowed by both sides, or a client certificate is missing",
            "handshake_failure",
            "insufficient_security",
            "in common"),
    BAD_CERTIFICATE("our certificate is refused, or one is required and we have none", "bad_certificate"),
    CERTIFICATE_REFUSED(
            "our certificate is refused",
            "certificate_unknown",
            "unknown_ca",
            "certificate_expired",
            "certificate_revoked",
            "unsupported_certificate",
            "access_denied"),
    NO_APPLICATION_PROTOCOL("no ALPN protocol is known to both sides", "no_application_protocol", "alpn"),
    UNRECOGNIZED_NAME("there is no certificate for the host name that was asked for", "unrecognized_name"),
    UNKNOWN_PSK_IDENTITY("the identity of the pre-shared key is unknown", "unknown_psk_identity"),
    DIFFERENT_KEYS(
            "the keys of the two sides differ, as with a wrong pre-shared key",
            "decrypt_error",
            "bad_record_mac",
            "illegal_parameter");

    /** The class of Bouncy Castle's exception, which must not be named in types here. */
    private static final String RECEIVED_BY_BOUNCY_CASTLE = "TlsFatalAlertReceived";

    private final String meaning;
    private final Pattern words;

    TlsAlerts(String meaning, String... words) {
        this.meaning = meaning;
        this.words = Pattern.compile(String.join("|", words), Pattern.CASE_INSENSITIVE);
    }

    /** A sentence about the alert that an exception speaks of; empty if it speaks of none that is known here. */
    static Optional<String> sentence(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        boolean received = message.contains("Received fatal alert")
                || failure.getClass().getSimpleName().equals(RECEIVED_BY_BOUNCY_CASTLE);
        for (TlsAlerts alert : values()) {
            if (alert.words.matcher(message).find()) {
                return Optional.of((received ? "the peer refused: " : "") + alert.meaning + " (" + message + ")");
            }
        }
        return received ? Optional.of("the peer refused (" + message + ")") : Optional.empty();
    }
}
