package io.mqttstack.bench.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key with its certificate for this machine, made by the JDK's {@code keytool} in a temporary directory. */
final class OwnCertificate implements AutoCloseable {
    /** Protects nothing: the store lives as long as the process. */
    private static final String PASSWORD = "temporary";

    private final Path directory = Files.createTempDirectory("bench-tls");
    private final Path store = directory.resolve("key.p12");
    private final Path pem = directory.resolve("certificate.pem");

    OwnCertificate() throws IOException, InterruptedException {
        keytool("-genkeypair -alias own -keyalg EC -groupname secp256r1 -validity 2 -dname CN=localhost "
                + "-ext san=ip:127.0.0.1,dns:localhost");
        keytool("-exportcert -alias own -rfc -file " + pem);
    }

    private void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    Path store() {
        return store;
    }

    static char[] password() {
        return PASSWORD.toCharArray();
    }

    Path pem() {
        return pem;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(store);
        Files.deleteIfExists(pem);
        Files.deleteIfExists(directory);
    }
}
