/** The decoder and the encoder behind the public interfaces: one class a packet, each with both directions. */
package io.mqttstack.codec.internal;
