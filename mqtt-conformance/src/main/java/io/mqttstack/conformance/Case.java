package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import java.util.List;

/** The unit that is run and judged: a row of the matrix. */
public interface Case {

    /** {@return the version that the case speaks} */
    ProtocolVersion version();

    /** {@return the address without the version, for example {@code qos-1} or {@code 4.3.3/2}} */
    String name();

    /** {@return what the subject does, for people} */
    String title();

    /** {@return the identifiers of the statements that the case decides} */
    List<String> statements();

    /** {@return the address, for example {@code 3.1.1/qos-1} or {@code 5.0/4.3.3/2}} */
    default String id() {
        return number(version()) + "/" + name();
    }

    /**
     * Returns the number of a version as people write it.
     *
     * @param version the version
     * @return {@code 3.1}, {@code 3.1.1} or {@code 5.0}
     */
    static String number(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> "3.1";
            case V3_1_1 -> "3.1.1";
            case V5_0 -> "5.0";
        };
    }
}
