package io.mqttstack.client.scram;

import io.mqttstack.codec.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of one SCRAM exchange (RFC 5802), on the JDK alone. */
public final class ScramServer {
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final int ITERATIONS = 4_096;

    private final String hash;
    private final int bits;
    private final String password;
    private String clientFirstBare = "";
    private String serverFirst = "";
    private String nonce = "";

    /** With the bits of the hash: 256 or 512. */
    public ScramServer(int bits, String password) {
        this.bits = bits;
        this.hash = "SHA" + bits;
        this.password = password;
    }

    /** Answers client-first with server-first. */
    public Bytes first(Bytes clientFirst) {
        String message = clientFirst.utf8();
        if (!message.startsWith("n,,n=user,r=")) {
            throw new AssertionError("not a client-first message: " + message);
        }
        clientFirstBare = message.substring(3);
        nonce = clientFirstBare.substring(clientFirstBare.indexOf(",r=") + 3) + "server";
        serverFirst = "r=" + nonce + ",s=" + SALT + ",i=" + ITERATIONS;
        return Bytes.utf8(serverFirst);
    }

    /** Checks client-final and answers with server-final. */
    public Bytes last(Bytes clientFinal) throws GeneralSecurityException {
        String message = clientFinal.utf8();
        int proofAt = message.lastIndexOf(",p=");
        String withoutProof = message.substring(0, proofAt);
        if (!withoutProof.equals("c=biws,r=" + nonce)) {
            throw new AssertionError("not a client-final message: " + message);
        }
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                .generateSecret(new PBEKeySpec(
                        password.toCharArray(), Base64.getDecoder().decode(SALT), ITERATIONS, bits))
                .getEncoded();
        String authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] storedKey = MessageDigest.getInstance("SHA-" + bits).digest(clientKey);
        byte[] proof = hmac(storedKey, authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        if (!MessageDigest.isEqual(proof, Base64.getDecoder().decode(message.substring(proofAt + 3)))) {
            throw new GeneralSecurityException("the client does not know the password");
        }
        byte[] signature = hmac(hmac(salted, "Server Key"), authMessage);
        return Bytes.utf8("v=" + Base64.getEncoder().encodeToString(signature));
    }

    private byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + hash);
        mac.init(new SecretKeySpec(key, "Hmac" + hash));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
