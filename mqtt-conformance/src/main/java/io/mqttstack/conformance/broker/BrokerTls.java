package io.mqttstack.conformance.broker;

import io.mqttstack.conformance.program.ConfigFiles;
import io.mqttstack.transport.TlsOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a broker on this machine and its clients need for TLS: a certificate for each of the two, which the other trusts,
 * and a pre-shared key. Brokers read it as PEM or as PKCS#12, whichever they know, so it is there as both. The certificates
 * are made by the JDK's {@code keytool} and end after two days. Secrets do not appear in {@link #toString()}.
 */
public final class BrokerTls {

    /** Who the client is where keys are shared beforehand. */
    public static final String IDENTITY = "device7";

    /** Protects nothing: whoever can read the stores can read the keys beside them. */
    private static final String PASSWORD = "changeit";

    private static final String SERVER = "server";
    private static final String CLIENT = "client";
    private static final String NAMES = "san=dns:localhost,ip:127.0.0.1";
    private static final int TOOL_SECONDS = 60;
    private static final int LINE = 64;

    private final Path directory;
    private final Map<Carrier, TlsOptions> clients;

    private BrokerTls(Path directory) {
        this.directory = directory;
        this.clients = clients();
    }

    /**
     * Makes everything, and loads it as clients do, which takes a second the first time: no case has to wait for it.
     *
     * @param directory where the files are put; created when missing, belongs to the caller
     * @return what was made
     * @throws BrokerException if a file cannot be written, or a certificate cannot be made
     * @throws InterruptedException if interrupted; no process is left then
     */
    public static BrokerTls make(Path directory) throws InterruptedException {
        try {
            BrokerTls made = new BrokerTls(Files.createDirectories(directory).toAbsolutePath());
            for (String who : new String[] {SERVER, CLIENT}) {
                made.keytool(who);
                made.pem(who);
            }
            made.clients.values().forEach(TlsOptions::layer);
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new BrokerException("cannot make certificates in " + directory, e);
        }
    }

    private void keytool(String who) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String arguments = "-genkeypair -alias %s -keyalg RSA -keysize 2048 -validity 2 -storetype PKCS12 -ext %s"
                .formatted(who, NAMES);
        ProcessBuilder command = new ProcessBuilder(tool.toString());
        command.command().addAll(List.of(arguments.split(" ", -1)));
        command.command().addAll(List.of("-dname", "CN=" + who, "-storepass", PASSWORD));
        command.command().addAll(List.of("-keystore", store(who).toString()));
        Process running = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!running.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || running.exitValue() != 0) {
                throw new IOException(tool + " cannot make a certificate in " + directory);
            }
        } finally {
            running.destroyForcibly();
        }
    }

    /** Writes what keytool has made as PEM, and the certificate alone as a store of what is trusted. */
    private void pem(String who) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        KeyStore own = KeyStore.getInstance(store(who).toFile(), password);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(who, own.getCertificate(who));
        try (OutputStream out = Files.newOutputStream(trusted(who))) {
            trusted.store(out, password);
        }
        pem(certificate(who), "CERTIFICATE", own.getCertificate(who).getEncoded());
        pem(key(who), "PRIVATE KEY", own.getKey(who, password).getEncoded());
    }

    private static void pem(Path file, String label, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        ConfigFiles.write(file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(label, text));
    }

    private Path store(String who) {
        return directory.resolve(who + ".p12");
    }

    private Path trusted(String who) {
        return directory.resolve(who + "-trusted.p12");
    }

    private Path certificate(String who) {
        return directory.resolve(who + ".pem");
    }

    private Path key(String who) {
        return directory.resolve(who + ".key");
    }

    /** {@return the broker's certificate, which is its own issuer, as PEM} */
    public Path serverCertificate() {
        return certificate(SERVER);
    }

    /** {@return the key of the broker's certificate, as PEM} */
    public Path serverKey() {
        return key(SERVER);
    }

    /** {@return the client's certificate, which is its own issuer, as PEM} */
    public Path clientCertificate() {
        return certificate(CLIENT);
    }

    /** {@return the key of the client's certificate, as PEM} */
    public Path clientKey() {
        return key(CLIENT);
    }

    /** {@return PKCS#12 with the broker's certificate and its key} */
    Path keyStore() {
        return store(SERVER);
    }

    /** {@return PKCS#12 with the client's certificate} */
    Path trustStore() {
        return trusted(CLIENT);
    }

    /** {@return the password of both stores and of the key in one of them} */
    String password() {
        return PASSWORD;
    }

    /** {@return the pre-shared key of {@link #IDENTITY}, 16 bytes} */
    public byte[] preSharedKey() {
        return HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
    }

    /**
     * Returns how a client connects.
     *
     * @param carrier over what
     * @return whom it trusts and what it presents, the same object at each call; empty where there is no TLS
     */
    public Optional<TlsOptions> client(Carrier carrier) {
        return Optional.ofNullable(clients.get(carrier));
    }

    private Map<Carrier, TlsOptions> clients() {
        TlsOptions trusting = trusting().build();
        return Map.of(
                Carrier.TLS,
                trusting,
                Carrier.WSS,
                trusting,
                Carrier.CLIENT_CERTIFICATE,
                trusting().keyPem(clientCertificate(), clientKey()).build(),
                Carrier.PSK,
                TlsOptions.builder().preSharedKey(IDENTITY, this::preSharedKey).build());
    }

    private TlsOptions.Builder trusting() {
        return TlsOptions.builder().trustPem(serverCertificate());
    }

    /** What the embedded brokers read from a file. */
    Map<String, String> properties() {
        return new TreeMap<>(Map.of(
                "keystore", keyStore().toString(),
                "truststore", trustStore().toString(),
                "password", password()));
    }

    /** {@return the directory} */
    @Override
    public String toString() {
        return "BrokerTls[" + directory + "]";
    }
}
