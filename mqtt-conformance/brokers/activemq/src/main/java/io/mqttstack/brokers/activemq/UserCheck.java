package io.mqttstack.brokers.activemq;

import io.mqttstack.brokers.launch.Users;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ConnectionInfo;

/** Lets the given users connect, and whoever is connected do anything. */
final class UserCheck extends BrokerFilter {

    private final Users users;

    UserCheck(Broker next, Users users) {
        super(next);
        this.users = users;
    }

    @Override
    public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
        String password = info.getPassword();
        byte[] bytes = password == null ? null : password.getBytes(StandardCharsets.UTF_8);
        if (!users.accepts(info.getUserName(), bytes)) {
            throw new SecurityException("user name or password is wrong");
        }
        super.addConnection(context, info);
    }
}
