/** The default transport: selector loops of the JDK for TCP, TLS and Unix sockets, without any other library. */
package io.mqttstack.transport.nio;
