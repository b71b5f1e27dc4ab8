package io.mqttstack.client;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Which objects this JVM holds. */
final class LiveObjects {
    private LiveObjects() {}

    /** The JVM's table of classes, instances and bytes, of what is still referred to: it collects garbage first. */
    static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
