package io.mqttstack.codec.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Packets from JSON. Fields and properties have the names of the API; one that is left out is false, 0, empty or absent.
 * Bytes are hexadecimal, QoS and Retain Handling numbers, Reason Codes the names of their constants, User Properties pairs:
 *
 * <pre>
 * {"type": "SUBSCRIBE", "packetIdentifier": 1, "subscriptions": [{"filter": "a/+", "qos": 1}],
 *  "properties": {"subscriptionIdentifier": 7, "userProperties": [["k", "v"]]}}
 * </pre>
 */
final class PacketJson {
    private static final Map<String, String> ADDED_ONE_BY_ONE =
            Map.of("userProperties", "userProperty", "subscriptionIdentifiers", "subscriptionIdentifier");

    private final ProtocolVersion version;

    private PacketJson(ProtocolVersion version) {
        this.version = version;
    }

    /**
     * Builds a packet.
     *
     * @throws IllegalArgumentException if the packet's own code refuses the values
     */
    static Packet packet(JsonNode json, ProtocolVersion version) {
        String type = json.get("type").asText();
        Class<?> packet = Arrays.stream(Packet.class.getPermittedSubclasses())
                .filter(candidate ->
                        candidate.getSimpleName().toUpperCase(Locale.ROOT).equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no packet is called " + type));
        return (Packet) new PacketJson(version).record(packet, json);
    }

    private Object record(Class<?> type, JsonNode json) {
        RecordComponent[] components = type.getRecordComponents();
        json.fieldNames().forEachRemaining(name -> {
            if (!name.equals("type")
                    && Arrays.stream(components)
                            .noneMatch(component -> component.getName().equals(name))) {
                throw new AssertionError(type.getSimpleName() + " has no " + name);
            }
        });
        Object[] values = Arrays.stream(components)
                .map(component -> json.has(component.getName())
                        ? value(component.getGenericType(), json.get(component.getName()))
                        : absent(component.getType()))
                .toArray();
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return call(type.getConstructor(types), null, values);
        } catch (NoSuchMethodException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private Object value(Type type, JsonNode json) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return Optional.of(value(element, json));
            }
            List<Object> list = new ArrayList<>();
            json.forEach(item -> list.add(value(element, item)));
            return list;
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return json.asText();
        } else if (plain == boolean.class) {
            return json.booleanValue();
        } else if (plain == int.class) {
            return json.intValue();
        } else if (plain == long.class) {
            return json.longValue();
        } else if (plain == Bytes.class) {
            return Bytes.wrap(HexFormat.of().parseHex(json.asText().replace(" ", "")));
        } else if (plain == TopicName.class) {
            return json.asText().isEmpty() ? TopicName.EMPTY : TopicName.of(json.asText());
        } else if (plain == TopicFilter.class) {
            return TopicFilter.of(json.asText());
        } else if (plain == QoS.class) {
            return QoS.of(json.intValue()).orElseThrow();
        } else if (plain == RetainHandling.class) {
            return RetainHandling.of(json.intValue()).orElseThrow();
        } else if (plain.isEnum()) {
            return constant(plain, json.asText());
        }
        return plain.isRecord() ? record(plain, json) : properties(plain, json);
    }

    private Object properties(Class<?> type, JsonNode json) {
        try {
            Object builder = type.getMethod("builder").invoke(null);
            for (Map.Entry<String, JsonNode> property : json.properties()) {
                String adder = ADDED_ONE_BY_ONE.get(property.getKey());
                if (adder == null) {
                    set(builder, property.getKey(), List.of(property.getValue()));
                } else {
                    for (JsonNode item : property.getValue()) {
                        set(builder, adder, item.isArray() ? List.of(item.get(0), item.get(1)) : List.of(item));
                    }
                }
            }
            return call(builder.getClass().getMethod("build"), builder);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private void set(Object builder, String name, List<JsonNode> arguments) {
        Method setter = Arrays.stream(builder.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments.size())
                .findFirst()
                .orElseThrow(() -> new AssertionError(builder.getClass() + " has no " + name));
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(setter.getGenericParameterTypes()[i], arguments.get(i));
        }
        call(setter, builder, values);
    }

    private Object absent(Class<?> type) {
        if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        } else if (type == String.class) {
            return "";
        } else if (type == Optional.class) {
            return Optional.empty();
        } else if (type == List.class) {
            return List.of();
        } else if (type == Bytes.class) {
            return Bytes.EMPTY;
        } else if (type == TopicName.class) {
            return TopicName.EMPTY;
        } else if (type == ProtocolVersion.class) {
            return version;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        try {
            return type.getField("NONE").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " must be given", e);
        }
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type.getSimpleName() + " has no " + name));
    }

    /** Calls what is under test, whose exceptions pass through. */
    private static Object call(Executable target, Object receiver, Object... arguments) {
        try {
            return target instanceof Method method
                    ? method.invoke(receiver, arguments)
                    : ((java.lang.reflect.Constructor<?>) target).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
