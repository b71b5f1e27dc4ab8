/**
 * What the clients under test share: the line protocol of {@code docs/client-protocol.md}.
 *
 * <pre>
 *   standard input ── ClientMain ── Client (of one library) ── Events ── standard output
 * </pre>
 */
package io.mqttstack.clients.launch;
