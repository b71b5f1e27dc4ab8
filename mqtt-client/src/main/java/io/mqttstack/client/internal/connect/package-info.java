/**
 * Connecting without doing it: what CONNECT and DISCONNECT say, which server is next and in which version, and what a
 * refusal means. No I/O.
 */
@NullMarked
package io.mqttstack.client.internal.connect;

import org.jspecify.annotations.NullMarked;
