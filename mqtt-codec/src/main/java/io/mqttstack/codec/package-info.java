/** Turns bytes into MQTT packets and packets into bytes: a pure function, whichever the protocol version and role. */
package io.mqttstack.codec;
