package io.mqttstack.transport.internal.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A private key with its certificate and the issuers. */
record Identity(PrivateKey key, List<X509Certificate> chain) {}
