/**
 * The codecs that are measured on the same bytes: ours and those of other libraries, each behind {@link
 * io.mqttstack.bench.peer.Codec}. What a library brings stays in the one class that is named after it.
 */
@NullMarked
package io.mqttstack.bench.peer;

import org.jspecify.annotations.NullMarked;
