/** The Reason Codes of MQTT 5.0, one enum per family of packets; those of earlier versions are mapped to them. */
package io.mqttstack.codec.reason;
