/**
 * MQTT clients to put to the test, driven by commands and observed by events, whatever they are written in.
 *
 * <pre>
 *   a case ── Command ──&gt; ClientDriver ──&gt; ClientInstance of a ClientUnderTest
 *          &lt;── Event ───       (waits, within its patience)
 * </pre>
 *
 * <p>What a client cannot do is the answer {@link io.mqttstack.conformance.client.Event.Unsupported}, never a failure.
 */
@NullMarked
package io.mqttstack.conformance.client;

import org.jspecify.annotations.NullMarked;
