/** What every MQTT packet is made of: integers, strings, properties, and the rules whose breach is reported. */
package io.mqttstack.codec.internal.wire;
