package io.mqttstack.client.options;

import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * What CONNECT says beyond what other options imply, 5.0 only. Immutable.
 *
 * <p>Receive Maximum, Maximum Packet Size and Topic Alias Maximum follow from {@link ClientLimits}, the Session Expiry
 * Interval from {@link SessionOptions}.
 */
public final class ConnectProperties {
    /** No User Property, no Response Information wanted, problems explained. */
    public static final ConnectProperties DEFAULT = builder().build();

    private final boolean requestResponseInformation;
    private final boolean requestProblemInformation;
    private final List<UserProperty> userProperties;

    private ConnectProperties(Builder builder) {
        this.requestResponseInformation = builder.requestResponseInformation;
        this.requestProblemInformation = builder.requestProblemInformation;
        this.userProperties = List.copyOf(builder.userProperties);
    }

    /** {@return a builder that starts with {@link #DEFAULT}} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return whether the server is asked for Response Information, which its CONNACK may then have} */
    public boolean requestResponseInformation() {
        return requestResponseInformation;
    }

    /** {@return whether the server may explain problems with Reason Strings and User Properties in every packet} */
    public boolean requestProblemInformation() {
        return requestProblemInformation;
    }

    /** {@return the User Properties of CONNECT, unmodifiable} */
    public List<UserProperty> userProperties() {
        return userProperties;
    }

    /** Builds {@link ConnectProperties}. Not for use by several threads at once. */
    public static final class Builder {
        private boolean requestResponseInformation;
        private boolean requestProblemInformation = true;
        private final List<UserProperty> userProperties = new ArrayList<>();

        private Builder() {}

        /**
         * Asks the server for Response Information: what to begin Response Topics with. Servers may ignore it.
         *
         * @return this
         */
        public Builder requestResponseInformation() {
            this.requestResponseInformation = true;
            return this;
        }

        /**
         * Sets whether the server may explain problems; true by default.
         *
         * @param wanted false: Reason Strings and User Properties come with PUBLISH, CONNACK and DISCONNECT only
         * @return this
         */
        public Builder requestProblemInformation(boolean wanted) {
            this.requestProblemInformation = wanted;
            return this;
        }

        /**
         * Adds a User Property; names may repeat, and the order is kept.
         *
         * @param name the name
         * @param value the value
         * @return this
         */
        public Builder userProperty(String name, String value) {
            userProperties.add(new UserProperty(name, value));
            return this;
        }

        /** {@return the properties} */
        public ConnectProperties build() {
            return new ConnectProperties(this);
        }
    }
}
