/** From those who publish to the session and back: the bounds of what waits, and telling how it ended. */
@NullMarked
package io.mqttstack.client.internal.publish;

import org.jspecify.annotations.NullMarked;
