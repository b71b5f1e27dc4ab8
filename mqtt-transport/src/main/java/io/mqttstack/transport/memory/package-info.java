/** A transport without sockets, threads or real time, for tests and simulation. */
package io.mqttstack.transport.memory;
