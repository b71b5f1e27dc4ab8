package io.mqttstack.transport.internal.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads certificates, and speaks of them. */
final class Certificates {

    private Certificates() {}

    /** The certificates of a text, at least one. */
    static List<X509Certificate> read(PemLocation location) {
        List<X509Certificate> certificates = new ArrayList<>();
        List<PemBlock> blocks = location.blocks();
        for (PemBlock block : blocks) {
            if (block.type().equals("CERTIFICATE") || block.type().equals("X509 CERTIFICATE")) {
                certificates.add(parse(block));
            }
        }
        if (certificates.isEmpty()) {
            throw Unusable.because(location + " contains no certificate, only "
                    + blocks.stream().map(PemBlock::type).collect(Collectors.joining(", ")));
        }
        return certificates;
    }

    private static X509Certificate parse(PemBlock block) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException broken) {
            throw Unusable.because("the " + block + " is damaged (" + Unusable.reason(broken) + ")", broken);
        }
    }

    /** Whose certificate it is. */
    static String name(X509Certificate certificate) {
        return "'" + certificate.getSubjectX500Principal().getName() + "'";
    }

    /** Why its time is not now, as what follows its name; empty if it is. */
    static Optional<String> untimely(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return Optional.empty();
        } catch (CertificateExpiredException expired) {
            return Optional.of("has expired (on " + time(certificate.getNotAfter()) + ")");
        } catch (CertificateNotYetValidException early) {
            return Optional.of(
                    "is not valid yet (before " + time(certificate.getNotBefore()) + "); are the clocks right?");
        }
    }

    private static Instant time(Date date) {
        return date.toInstant();
    }
}
