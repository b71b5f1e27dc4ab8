/**
 * Cases and verdicts: what a broker is asked, what came of it, and how that is judged.
 *
 * <pre>
 *   Capability x ProtocolVersion = Case ── Runner ──&gt; Finding ── Judge + DeviationProfile ──&gt; Verdict
 *                                            |
 *                                  Trial: clients and raw connections to one Subject
 * </pre>
 */
@NullMarked
package io.mqttstack.conformance;

import org.jspecify.annotations.NullMarked;
