/** What the transports written here share: the tasks and timers of a loop, and the bytes waiting to be sent. */
package io.mqttstack.transport.internal;
