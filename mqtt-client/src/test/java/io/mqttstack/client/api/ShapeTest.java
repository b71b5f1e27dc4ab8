package io.mqttstack.client.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.BadCredentialsException;
import io.mqttstack.client.BadIdentifierException;
import io.mqttstack.client.BadVersionException;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.NotAuthorizedException;
import io.mqttstack.client.ServerUnavailableException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What calls of the two faces may throw, as far as the compiler makes a caller think of it. */
class ShapeTest {
    /** With what a method declares to throw, by name. */
    private static Set<String> thrown(Class<?> face) {
        Set<String> thrown = new TreeSet<>();
        for (Method each : face.getMethods()) {
            for (Class<?> exception : each.getExceptionTypes()) {
                if (!RuntimeException.class.isAssignableFrom(exception)) {
                    thrown.add(each.getName() + " " + exception.getSimpleName());
                }
            }
        }
        return thrown;
    }

    @Test
    void whatWaitsCanBeInterrupted() {
        assertEquals(
                Set.of(
                        "connect InterruptedException",
                        "publish InterruptedException",
                        "receive InterruptedException",
                        "loop InterruptedException"),
                thrown(MqttClient.class));
        for (Method each : MqttClient.class.getMethods()) {
            boolean waits = Set.of("connect", "publish", "loop").contains(each.getName());
            assertTrue(!waits || each.getExceptionTypes().length == 1, each::toString);
        }
    }

    @Test
    void nothingWaitsOnTheAsynchronousFace() {
        assertEquals(Set.of(), thrown(AsyncMqttClient.class));
    }

    @Test
    void everyFailureIsUncheckedAndOfOneFamily() {
        assertEquals(RuntimeException.class, MqttException.class.getSuperclass());
        assertEquals(
                List.of(MqttException.class),
                Stream.of(
                                BadVersionException.class,
                                BadIdentifierException.class,
                                ServerUnavailableException.class,
                                BadCredentialsException.class,
                                NotAuthorizedException.class)
                        .map(Class::getSuperclass)
                        .distinct()
                        .toList());
    }
}
