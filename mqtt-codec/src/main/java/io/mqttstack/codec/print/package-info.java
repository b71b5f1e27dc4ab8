/** Packets as text for people: field by field, with the place of each byte. */
package io.mqttstack.codec.print;
