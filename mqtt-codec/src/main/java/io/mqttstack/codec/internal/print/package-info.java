/** The printer behind the public one: it names the bytes that a decoder has judged. */
package io.mqttstack.codec.internal.print;
