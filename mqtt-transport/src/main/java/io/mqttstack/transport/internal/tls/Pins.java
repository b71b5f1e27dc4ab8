package io.mqttstack.transport.internal.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of which one must be in the peer's chain, as SHA-256 of the SubjectPublicKeyInfo in Base64; none: any.
 *
 * <p>A peer may send certificates that have nothing to do with its own. So only those count that lead from its
 * certificate, by signatures, to one that is trusted.
 */
public record Pins(Set<String> digests) {

    private static final String PREFIX = "sha256/";
    private static final int DIGEST_LENGTH = 32;

    /** Reads pins with or without prefix. */
    public static Pins parse(Collection<String> texts) {
        Set<String> digests = new HashSet<>();
        for (String text : texts) {
            String base64 = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
            digests.add(canonical(text, base64));
        }
        return new Pins(Set.copyOf(digests));
    }

    private static String canonical(String text, String base64) {
        try {
            byte[] digest = Base64.getDecoder().decode(base64);
            if (digest.length == DIGEST_LENGTH) {
                return Base64.getEncoder().encodeToString(digest);
            }
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(describe(text), broken);
        }
        throw new IllegalArgumentException(describe(text));
    }

    private static String describe(String text) {
        return "A pin is the SHA-256 of a public key, 32 bytes in Base64, not '" + text + "'";
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /** The pin of a certificate. */
    static String of(X509Certificate certificate) {
        try {
            byte[] key = certificate.getPublicKey().getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** Whether a pin fits a chain that was accepted. */
    boolean accept(X509Certificate[] sent, X509Certificate[] trusted) {
        return path(sent, trusted).stream().anyMatch(certificate -> digests.contains(of(certificate)));
    }

    private static List<X509Certificate> path(X509Certificate[] sent, X509Certificate[] trusted) {
        List<X509Certificate> path = new ArrayList<>();
        List<X509Certificate> candidates = new ArrayList<>(List.of(sent));
        candidates.addAll(List.of(trusted));
        X509Certificate last = candidates.remove(0);
        while (last != null) {
            path.add(last);
            X509Certificate current = last;
            last = candidates.stream()
                    .filter(candidate -> !path.contains(candidate) && signed(candidate, current))
                    .findFirst()
                    .orElse(null);
        }
        return path;
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                || issuer.getBasicConstraints() < 0) {
            return false;
        }
        try {
            PublicKey key = issuer.getPublicKey();
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
