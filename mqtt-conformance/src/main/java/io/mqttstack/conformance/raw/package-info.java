/**
 * A scripted server that speaks bytes, not packets: what it sends may be malformed, out of order, cut short or nothing at
 * all, and what it receives is kept as it came. It shares nothing with mqtt-codec but the printing of transcripts and, where
 * a case asks for it, the strict decoder as a judge.
 *
 * <pre>
 *   RawPeer ──accept──&gt; RawLink ──next──&gt; RawPacket (lenient view of one frame)
 *                          │ send(Wire bytes)
 *                          └──&gt; Transcript
 * </pre>
 */
@NullMarked
package io.mqttstack.conformance.raw;

import org.jspecify.annotations.NullMarked;
