/**
 * The fifteen packets of MQTT as immutable records that cannot hold what is illegal in every version.
 *
 * <p>The packets are modelled on MQTT 5.0. Earlier versions are a restriction that the encoder enforces: it refuses what
 * the version of a connection cannot express.
 */
package io.mqttstack.codec.packet;
