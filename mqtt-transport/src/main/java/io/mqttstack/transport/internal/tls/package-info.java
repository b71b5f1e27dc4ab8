/**
 * Recipes for TLS: reads keys and certificates, makes contexts and engines of them, and says what is wrong with them.
 * What needs Bouncy Castle is behind {@link io.mqttstack.transport.internal.tls.TlsLibrary}.
 */
package io.mqttstack.transport.internal.tls;
