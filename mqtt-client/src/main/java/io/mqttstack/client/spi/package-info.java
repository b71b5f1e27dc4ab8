/** What an application may replace: when to connect again. */
@NullMarked
package io.mqttstack.client.spi;

import org.jspecify.annotations.NullMarked;
