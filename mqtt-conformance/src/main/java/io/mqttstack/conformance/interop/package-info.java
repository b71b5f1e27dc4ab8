/**
 * Clients and brokers together: what any client does with any broker, and what is expected of each pair.
 *
 * <pre>
 *   InteropCase x ClientUnderTest x broker ── InteropRun ──&gt; outcomes ── Expectations ──&gt; drift
 *                         Pairing: parties, each one client, perhaps behind a CuttingProxy
 * </pre>
 */
@NullMarked
package io.mqttstack.conformance.interop;

import org.jspecify.annotations.NullMarked;
