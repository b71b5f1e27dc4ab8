/**
 * Cases for clients: a rule of the specification, what a scripted server sends for it, and what the client has to do.
 *
 * <pre>
 *   ClientRule x ProtocolVersion = ClientCase ── ClientRunner ──&gt; Verdict with its transcript
 *                                                    |
 *                                          ClientTrial: one client, one RawPeer
 * </pre>
 */
@NullMarked
package io.mqttstack.conformance.rule;

import org.jspecify.annotations.NullMarked;
