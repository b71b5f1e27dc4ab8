/** SCRAM for enhanced authentication. The only package that knows {@code com.ongres.scram}, which is optional. */
@NullMarked
package io.mqttstack.client.scram;

import org.jspecify.annotations.NullMarked;
