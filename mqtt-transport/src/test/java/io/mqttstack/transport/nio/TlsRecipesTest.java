package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsLayer;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsMaterial.Kind;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsOptions.ClientAuthentication;
import io.mqttstack.transport.TlsProvider;
import io.mqttstack.transport.TlsSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of a recipe do, between two endpoints of ours. */
class TlsRecipesTest {

    private static final TlsMaterial MATERIAL = TlsMaterial.localhost();

    @TempDir
    Path directory;

    private TlsPair pair;

    @BeforeEach
    void open() {
        pair = new TlsPair();
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private static TlsOptions.Builder client(TlsProvider provider) {
        return TlsOptions.builder().provider(provider).trustPem(MATERIAL.issuerPem());
    }

    private static TlsOptions.Builder server(TlsProvider provider) {
        return client(provider).keyPem(MATERIAL.certificatePem(), MATERIAL.keyPem());
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.2", "JDK, TLSv1.3", "BOUNCY_CASTLE, TLSv1.2", "BOUNCY_CASTLE, TLSv1.3"})
    void showsWhatWasNegotiated(TlsProvider provider, String protocol) {
        String suite =
                protocol.equals("TLSv1.3") ? "TLS_AES_128_GCM_SHA256" : "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        TlsSession session = pair.talk(
                client(provider)
                        .keyPem(
                                TlsMaterial.ofAClient().certificatePem(),
                                TlsMaterial.ofAClient().keyPem())
                        .protocols(protocol)
                        .cipherSuites(suite)
                        .alpn("other", "mqtt")
                        .build(),
                server(provider)
                        .alpn("mqtt")
                        .clientAuthentication(ClientAuthentication.WANTED)
                        .build());
        TlsSession expected = new TlsSession(
                protocol, suite, session.namedGroup(), Optional.of("mqtt"), List.of(MATERIAL.certificate()));
        assertEquals(expected, session);
        assertTrue(List.of("x25519", "secp256r1").contains(session.namedGroup().orElseThrow()), session::toString);
        assertEquals(session.namedGroup(), pair.serverSession().namedGroup());
        assertEquals(
                List.of(TlsMaterial.ofAClient().certificate()),
                pair.serverSession().peerCertificates());
    }

    @Test
    void exchangesKeysInAHybridPostQuantumWay() {
        TlsSession session = pair.talk(
                client(TlsProvider.BOUNCY_CASTLE).postQuantumKeyExchange().build(),
                server(TlsProvider.BOUNCY_CASTLE).postQuantumKeyExchange().build());
        assertEquals(Optional.of("X25519MLKEM768"), session.namedGroup());
        assertEquals("TLSv1.3", session.protocol());
        assertEquals(Optional.of("X25519MLKEM768"), pair.serverSession().namedGroup());
    }

    @Test
    void fallsBackToAClassicalGroup() {
        TlsSession session = pair.talk(
                client(TlsProvider.BOUNCY_CASTLE).postQuantumKeyExchange().build(),
                server(TlsProvider.JDK).build());
        assertEquals(Optional.of("x25519"), session.namedGroup());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void choosesTheGroup(String protocol) {
        TlsSession session = pair.talk(
                client(TlsProvider.BOUNCY_CASTLE)
                        .namedGroups("secp384r1", "secp256r1")
                        .protocols(protocol)
                        .build(),
                server(TlsProvider.BOUNCY_CASTLE).build());
        assertEquals(protocol, session.protocol());
        assertTrue(
                List.of("secp384r1", "secp256r1").contains(session.namedGroup().orElseThrow()), session::toString);
    }

    @ParameterizedTest
    @EnumSource
    void presentsEveryKindOfKey(Kind kind) throws Exception {
        TlsMaterial material = TlsMaterial.of(kind, -1, 1, "localhost", "localhost");
        TlsOptions client = TlsOptions.builder().trustPem(material.issuerPem()).build();
        String traditional = TlsMaterial.pem(material.key());
        String old = TlsMaterial.write(new JcaMiscPEMGenerator(
                material.key(),
                new JcePEMEncryptorBuilder("AES-128-CBC")
                        .setProvider(TlsMaterial.PROVIDER)
                        .build(TlsMaterial.PASSWORD.get())));
        String encrypted = material.keyPem(new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(TlsMaterial.PROVIDER)
                .setPassword(TlsMaterial.PASSWORD.get())
                .build());
        List<String> forms = kind == Kind.ED25519 // which has no traditional form
                ? List.of(material.keyPem(), encrypted)
                : List.of(material.keyPem(), traditional, old, encrypted);
        for (String key : forms) {
            TlsOptions server = TlsOptions.builder()
                    .keyPem(material.certificatePem(), key, TlsMaterial.PASSWORD)
                    .build();
            server.layer();
            pair.talk(client, server);
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK, PKCS12", "JDK, JKS", "BOUNCY_CASTLE, PKCS12", "BOUNCY_CASTLE, JKS"})
    void readsKeyStores(TlsProvider provider, String type) {
        Path store = MATERIAL.store(directory.resolve("store"), type);
        pair.talk(
                TlsOptions.builder()
                        .provider(provider)
                        .trustStore(store, TlsMaterial.PASSWORD)
                        .build(),
                TlsOptions.builder()
                        .provider(provider)
                        .keyStore(store, TlsMaterial.PASSWORD)
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAPinOfTheCertificateOrItsIssuer(TlsProvider provider) throws Exception {
        Endpoint endpoint = pair.listen(server(provider).build());
        for (var pinned : List.of(MATERIAL.certificate(), MATERIAL.issuer())) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(pinned.getPublicKey().getEncoded());
            pair.talk(
                    endpoint,
                    client(provider)
                            .pinSha256(Base64.getEncoder().encodeToString(digest))
                            .build());
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesSessionsUnlessToldNotTo(TlsProvider provider) {
        Endpoint endpoint = pair.listen(server(provider).protocols("TLSv1.2").build());
        TlsOptions resuming = client(provider).build();
        pair.talk(endpoint, resuming);
        pair.hangUp();
        assertEquals(Optional.empty(), pair.talk(endpoint, resuming).namedGroup(), "no key exchange: resumed");
        TlsOptions anew = client(provider).sessionResumption(false).build();
        pair.talk(endpoint, anew);
        pair.hangUp();
        assertNotEquals(Optional.empty(), pair.talk(endpoint, anew).namedGroup());
    }

    @ParameterizedTest
    @EnumSource
    void readsFilesAgainWhenTheyChange(TlsProvider provider) throws Exception {
        Path chain = Files.writeString(directory.resolve("chain.pem"), MATERIAL.certificatePem());
        Path key = Files.writeString(directory.resolve("key.pem"), MATERIAL.keyPem());
        TlsOptions recipe =
                TlsOptions.builder().provider(provider).keyPem(chain, key).build();
        TlsLayer first = recipe.layer();
        assertSame(first, recipe.layer());
        Endpoint endpoint = pair.listen(recipe);
        assertEquals(
                List.of(MATERIAL.certificate()),
                pair.talk(endpoint, client(provider).build()).peerCertificates());

        TlsMaterial renewed = MATERIAL.another("renewed", "localhost", "and.another.example");
        Files.writeString(chain, renewed.certificatePem());
        Files.writeString(key, renewed.keyPem());
        assertNotSame(first, recipe.layer());
        assertEquals(
                List.of(renewed.certificate()),
                pair.talk(endpoint, client(provider).build()).peerCertificates());
    }

    @Test
    void asksForAPasswordOnlyWhenItReads() {
        Path store = MATERIAL.store(directory.resolve("store"), "PKCS12");
        AtomicInteger asked = new AtomicInteger();
        TlsOptions recipe = TlsOptions.builder()
                .provider(TlsProvider.JDK)
                .trustStore(store, () -> {
                    asked.incrementAndGet();
                    return TlsMaterial.PASSWORD.get();
                })
                .build();
        assertEquals(0, asked.get());
        recipe.layer();
        recipe.layer();
        assertEquals(1, asked.get());
    }

    @ParameterizedTest
    @EnumSource
    void namesTheHostToTheServer(TlsProvider provider) {
        Endpoint address = Endpoint.tls("127.0.0.1", 1);
        SSLEngine named = client(provider).build().layer().client(Endpoint.tls("localhost", 1));
        SSLEngine unnamed = client(provider).build().layer().client(address);
        SSLEngine other =
                client(provider).serverName("other.example").build().layer().client(address);
        assertEquals(1, named.getSSLParameters().getServerNames().size());
        assertFalse(unnamed.getSSLParameters().getServerNames() != null
                && !unnamed.getSSLParameters().getServerNames().isEmpty());
        assertTrue(other.getSSLParameters().getServerNames().toString().contains("other.example"));
    }

    @Test
    void installsNothing() {
        List<String> before = providers();
        client(TlsProvider.BOUNCY_CASTLE).build().layer();
        assertEquals(before, providers());
        assertFalse(before.stream().anyMatch(name -> name.startsWith("BC")), before::toString);
    }

    private static List<String> providers() {
        return Arrays.stream(Security.getProviders())
                .map(java.security.Provider::getName)
                .toList();
    }

    @Test
    void refusesWhatContradictsItself() {
        byte[] secret = "secret".getBytes(StandardCharsets.US_ASCII);
        for (TlsOptions.Builder wrong : List.of(
                TlsOptions.builder().trustSystem().preSharedKey("me", () -> secret),
                TlsOptions.builder().provider(TlsProvider.JDK).preSharedKey("me", () -> secret),
                TlsOptions.builder().preSharedKey("", () -> secret),
                TlsOptions.builder().provider(TlsProvider.JDK).namedGroups("x25519"),
                TlsOptions.builder().context(MATERIAL.client()).trustSystem(),
                TlsOptions.builder().protocols("TLSv1.1"),
                TlsOptions.builder().protocols(),
                TlsOptions.builder().alpn(""),
                TlsOptions.builder().serverName("not a name"),
                TlsOptions.builder().pinSha256("AAAA"),
                TlsOptions.builder().pinSha256("sha256/!"))) {
            assertThrows(IllegalArgumentException.class, wrong::build);
        }
    }
}
