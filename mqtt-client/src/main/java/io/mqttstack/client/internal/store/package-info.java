/** The files of a {@link io.mqttstack.client.store.FileSessionStore}. */
@NullMarked
package io.mqttstack.client.internal.store;

import org.jspecify.annotations.NullMarked;
