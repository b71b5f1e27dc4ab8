package io.mqttstack.brokers.hivemq;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.client.parameter.Listener;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.admin.AdminService;
import io.mqttstack.brokers.launch.Users;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;

/** The extension that decides who may connect, and through which the broker's listeners are seen. */
final class Access implements ExtensionMain {

    private final Optional<Users> users;
    private volatile AdminService admin;

    Access(Optional<Users> users) {
        this.users = users;
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        admin = Services.adminService();
        users.ifPresent(known -> {
            SimpleAuthenticator authenticator = (connect, answer) -> authenticate(known, connect, answer);
            Services.securityRegistry().setAuthenticatorProvider(provider -> authenticator);
        });
    }

    private static void authenticate(Users users, SimpleAuthInput input, SimpleAuthOutput output) {
        ConnectPacket connect = input.getConnectPacket();
        byte[] password = connect.getPassword().map(Access::bytes).orElse(null);
        if (users.accepts(connect.getUserName().orElse(null), password)) {
            output.authenticateSuccessfully();
        } else {
            output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    Collection<Listener> listeners() {
        return admin.getServerInformation().getListener();
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        // Everything it registered goes with the broker.
    }
}
