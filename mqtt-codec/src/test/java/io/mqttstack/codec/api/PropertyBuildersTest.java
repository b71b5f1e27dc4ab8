package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the builders of all properties have in common, for each setter that there is. */
class PropertyBuildersTest {
    private static final List<Class<?>> ALL = List.of(
            Connect.Properties.class,
            ConnAck.Properties.class,
            Publish.Properties.class,
            Will.Properties.class,
            ReasonProperties.class,
            Subscribe.Properties.class,
            Unsubscribe.Properties.class,
            Disconnect.Properties.class,
            Auth.Properties.class);

    static Stream<Class<?>> classes() {
        return ALL.stream();
    }

    static Stream<Arguments> setters() {
        return ALL.stream()
                .flatMap(properties -> Arrays.stream(
                                call(properties, null, "builder").getClass().getDeclaredMethods())
                        .filter(method -> method.getParameterCount() == 1 && !method.isSynthetic())
                        .filter(method -> method.getReturnType() == method.getDeclaringClass())
                        .sorted(Comparator.comparing(Method::toString)) // reflection has no order of its own
                        .map(method -> Arguments.of(
                                Named.of(properties.getName() + "." + method.getName(), properties), method)));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void buildNoneWithoutAnySetter(Class<?> properties) throws ReflectiveOperationException {
        Object none = properties.getField("NONE").get(null);
        Object built = call(properties, null, "builder", "build");
        assertEquals(none, built);
        assertEquals(none.hashCode(), built.hashCode());
        assertEquals("[]", none.toString());
        assertEquals(none, call(properties, none, "toBuilder", "build"));
        assertNotEquals(none, new Object());
    }

    @ParameterizedTest
    @MethodSource("setters")
    void keepWhatASetterGot(Class<?> properties, Method setter) throws ReflectiveOperationException {
        Object none = properties.getField("NONE").get(null);
        Object value = sample(setter);
        Object built = build(properties, setter, value);

        assertEquals(expected(setter, value), readBack(properties, built, setter));
        assertNotEquals(none, built);
        assertNotEquals(none.hashCode(), built.hashCode());
        assertEquals(build(properties, setter, value), built);
        assertEquals(build(properties, setter, value).hashCode(), built.hashCode());
        assertEquals(built, call(properties, built, "toBuilder", "build"));
        assertTrue(built.toString().contains(accessorName(setter) + "="), built::toString);
    }

    @ParameterizedTest
    @MethodSource("setters")
    void returnThemselves(Class<?> properties, Method setter) throws ReflectiveOperationException {
        Object builder = call(properties, null, "builder");
        assertSame(builder, setter.invoke(builder, sample(setter)));
    }

    @ParameterizedTest
    @MethodSource("setters")
    void rejectWhatCannotBeSent(Class<?> properties, Method setter) {
        for (Object illegal : illegal(setter)) {
            Object builder = call(properties, null, "builder");
            var failure = assertThrows(InvocationTargetException.class, () -> setter.invoke(builder, illegal));
            assertInstanceOf(IllegalArgumentException.class, failure.getCause());
        }
    }

    @ParameterizedTest
    @MethodSource("setters")
    void rejectNull(Class<?> properties, Method setter) {
        if (!setter.getParameterTypes()[0].isPrimitive()) {
            Object builder = call(properties, null, "builder");
            var failure = assertThrows(InvocationTargetException.class, () -> setter.invoke(builder, (Object) null));
            assertInstanceOf(NullPointerException.class, failure.getCause());
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    @SuppressWarnings("unchecked")
    void keepUserPropertiesInOrderAndUnmodifiable(Class<?> properties) throws ReflectiveOperationException {
        Object builder = call(properties, null, "builder");
        Method add = builder.getClass().getMethod("userProperty", String.class, String.class);
        assertSame(builder, add.invoke(builder, "b", "1"));
        add.invoke(builder, "a", "2");
        add.invoke(builder, "b", "1");
        Object built = builder.getClass().getMethod("build").invoke(builder);
        add.invoke(builder, "later", "3");

        var kept = (List<UserProperty>) properties.getMethod("userProperties").invoke(built);
        assertEquals(List.of(new UserProperty("b", "1"), new UserProperty("a", "2"), new UserProperty("b", "1")), kept);
        assertThrows(UnsupportedOperationException.class, () -> kept.remove(0));
    }

    private static Object build(Class<?> properties, Method setter, Object value) throws ReflectiveOperationException {
        Object builder = call(properties, null, "builder");
        if (properties == Connect.Properties.class && setter.getName().equals("authenticationData")) {
            ((Connect.Properties.Builder) builder).authenticationMethod("method");
        }
        setter.invoke(builder, value);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    /** Calls methods without arguments, each on what the one before returned. */
    private static Object call(Class<?> type, Object target, String... methods) {
        try {
            Class<?> owner = type;
            Object result = target;
            for (String method : methods) {
                result = owner.getMethod(method).invoke(result);
                owner = result.getClass();
            }
            return result;
        } catch (ReflectiveOperationException unexpected) {
            throw new LinkageError(String.join(".", methods), unexpected);
        }
    }

    /** A legal value that is no default. */
    private static Object sample(Method setter) {
        return switch (setter.getParameterTypes()[0].getSimpleName()) {
            case "boolean" ->
                setter.getName().startsWith("payload") || setter.getName().equals("requestResponseInformation");
            case "int" -> 17;
            case "long" -> 4_294_967_295L;
            case "String" -> "text";
            case "Bytes" -> Bytes.utf8("bytes");
            case "TopicName" -> TopicName.of("topic");
            case "QoS" -> QoS.AT_LEAST_ONCE;
            case "List" ->
                setter.getName().equals("userProperties")
                        ? List.of(new UserProperty("n", "v"))
                        : List.of(268_435_455, 1, 1);
            default -> throw new AssertionError("no sample for " + setter);
        };
    }

    private static List<?> illegal(Method setter) {
        return switch (setter.getParameterTypes()[0].getSimpleName()) {
            case "boolean", "QoS" -> List.of();
            case "int" ->
                setter.getName().startsWith("subscription") ? List.of(-1, 0, 268_435_456) : List.of(-1, 65_536);
            case "long" -> List.of(-1L, 4_294_967_296L, Long.MIN_VALUE);
            case "String" -> List.of("\0", "\uD800", "x".repeat(65_536));
            case "Bytes" -> List.of(Bytes.wrap(new byte[65_536]));
            case "TopicName" -> List.of(TopicName.EMPTY);
            case "List" -> setter.getName().equals("userProperties") ? List.of() : List.of(List.of(1, 0), List.of(-1));
            default -> throw new AssertionError("no sample for " + setter);
        };
    }

    private static String accessorName(Method setter) {
        boolean addsOne = setter.getName().equals("subscriptionIdentifier")
                && setter.getDeclaringClass() == Publish.Properties.Builder.class;
        return addsOne ? "subscriptionIdentifiers" : setter.getName();
    }

    private static Object readBack(Class<?> properties, Object built, Method setter)
            throws ReflectiveOperationException {
        return properties.getMethod(accessorName(setter)).invoke(built);
    }

    /** The value as the accessor gives it. */
    private static Object expected(Method setter, Object value) throws ReflectiveOperationException {
        Class<?> type = setter.getDeclaringClass()
                .getEnclosingClass()
                .getMethod(accessorName(setter))
                .getReturnType();
        if (type == Optional.class) {
            return Optional.of(value);
        } else if (type == OptionalInt.class) {
            return OptionalInt.of((Integer) value);
        } else if (type == OptionalLong.class) {
            return OptionalLong.of((Long) value);
        } else if (type == List.class && value instanceof Integer) {
            return List.of(value);
        }
        return value;
    }
}
