/**
 * What of a session outlives its process: {@link io.mqttstack.client.store.FileSessionStore}, and what another
 * {@link io.mqttstack.client.store.SessionStore} has to do.
 */
@NullMarked
package io.mqttstack.client.store;

import org.jspecify.annotations.NullMarked;
