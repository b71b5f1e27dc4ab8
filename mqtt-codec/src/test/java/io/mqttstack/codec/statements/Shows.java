package io.mqttstack.codec.statements;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the statements that a test method shows to be kept, each like {@code "5.0 written MQTT-4.7.3-3"} or {@code "5.0 kept
 * MQTT-3.1.2-20"}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Shows {
    String[] value();
}
