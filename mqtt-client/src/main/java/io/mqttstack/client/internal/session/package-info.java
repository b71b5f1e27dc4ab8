/**
 * The session: a state machine without I/O. Packets, commands and the time go in; packets to send, deliveries and
 * completions come out through {@link io.mqttstack.client.internal.session.SessionEffects}. One owner at a time; no
 * thread, lock, clock or socket is known here.
 */
@NullMarked
package io.mqttstack.client.internal.session;

import org.jspecify.annotations.NullMarked;
