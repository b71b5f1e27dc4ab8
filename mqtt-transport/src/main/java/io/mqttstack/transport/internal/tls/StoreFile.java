package io.mqttstack.transport.internal.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** A PKCS#12 or JKS file. */
record StoreFile(Path file, Supplier<char[]> password) {

    KeyStore load() {
        PemLocation.bytes(file); // says more about a missing file than the next line
        try {
            return KeyStore.getInstance(file.toFile(), password.get());
        } catch (KeyStoreException unknown) {
            throw Unusable.because(this + " is neither a PKCS#12 nor a JKS key store", unknown);
        } catch (IOException unreadable) {
            throw Unusable.because(
                    unreadable.getCause() instanceof UnrecoverableKeyException
                            ? "the password of " + this + " is wrong"
                            : this + " cannot be read (" + Unusable.reason(unreadable) + ")",
                    unreadable);
        } catch (GeneralSecurityException unreadable) {
            throw Unusable.because(this + " cannot be read (" + Unusable.reason(unreadable) + ")", unreadable);
        }
    }

    List<String> aliases(KeyStore loaded, Class<? extends KeyStore.Entry> type) {
        List<String> aliases = new ArrayList<>();
        try {
            for (String alias : Collections.list(loaded.aliases())) {
                if (loaded.entryInstanceOf(alias, type)) {
                    aliases.add(alias);
                }
            }
        } catch (KeyStoreException impossible) {
            throw new IllegalStateException("The store was loaded", impossible);
        }
        return aliases;
    }

    /** For messages. */
    @Override
    public String toString() {
        return "the file " + file;
    }
}
