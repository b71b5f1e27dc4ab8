/** WebSocket by Netty's codecs, on our own connections: the only package that knows Netty. */
package io.mqttstack.transport.netty;
