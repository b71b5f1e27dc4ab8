/** Lets the decoder make values of what it has validated already, and read bytes where they are. */
package io.mqttstack.codec.internal.access;
