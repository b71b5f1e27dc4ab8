package io.mqttstack.transport.tls;

import io.mqttstack.transport.internal.tls.PemBlock;
import io.mqttstack.transport.internal.tls.Unusable;
import java.io.IOException;
import java.io.StringReader;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Private keys in the forms that the JDK does not read: PKCS#1, SEC 1, encrypted in the old and the new way. */
final class PemKeys {

    private PemKeys() {}

    static byte[] pkcs8(PemBlock block, Optional<Supplier<char[]>> password, Provider crypto) {
        try {
            return info(block, read(block), password, crypto).getEncoded();
        } catch (IOException broken) {
            throw damaged(block, broken);
        }
    }

    private static Object read(PemBlock block) {
        try (PEMParser parser = new PEMParser(new StringReader(block.text()))) {
            Object read = parser.readObject();
            if (read != null) {
                return read;
            }
        } catch (IOException | RuntimeException broken) {
            throw damaged(block, broken);
        }
        throw Unusable.because("the " + block + " is of a kind that is not known here");
    }

    private static RuntimeException damaged(PemBlock block, Exception cause) {
        return Unusable.because("the " + block + " is damaged (" + cause.getMessage() + ")", cause);
    }

    private static PrivateKeyInfo info(
            PemBlock block, Object read, Optional<Supplier<char[]>> password, Provider crypto) {
        if (read instanceof PrivateKeyInfo info) {
            return info;
        } else if (read instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        char[] secret = password.orElseThrow(
                        () -> Unusable.because("the " + block + " is encrypted: give its password"))
                .get()
                .clone();
        try {
            if (read instanceof PEMEncryptedKeyPair pair) {
                return pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                                .setProvider(crypto)
                                .build(secret))
                        .getPrivateKeyInfo();
            } else if (read instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(crypto)
                        .build(secret));
            }
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException wrong) {
            throw Unusable.because("the password of the " + block + " is wrong", wrong);
        } finally {
            Arrays.fill(secret, '\0');
        }
        throw Unusable.because("the " + block + " is no private key");
    }
}
