/** The values that packets are made of: topics, filters, bytes and User Properties. All are immutable. */
package io.mqttstack.codec.value;
