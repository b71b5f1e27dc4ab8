/** From the session to those who take messages: whom a message is for, and the bounds of what waits for them. */
@NullMarked
package io.mqttstack.client.internal.receive;

import org.jspecify.annotations.NullMarked;
