package io.mqttstack.transport.tls;

import io.mqttstack.transport.internal.tls.Unusable;
import java.lang.reflect.Field;
import org.bouncycastle.tls.CipherSuite;

/** The numbers and names of cipher suites, from the constants of the library. */
final class Suites {

    private Suites() {}

    static int number(String name) {
        try {
            return CipherSuite.class.getField(name).getInt(null);
        } catch (ReflectiveOperationException unknown) {
            throw Unusable.because("the provider does not know the cipher suites [" + name + "]", unknown);
        }
    }

    static String name(int number) {
        try {
            for (Field field : CipherSuite.class.getFields()) {
                if (field.getInt(null) == number) {
                    return field.getName();
                }
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("The fields are public", impossible);
        }
        return "0x%04x".formatted(number);
    }
}
