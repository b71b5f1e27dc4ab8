package io.mqttstack.brokers.artemis;

import io.mqttstack.brokers.launch.Users;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;

/** Lets the given users connect, and whoever is connected do anything. */
final class UserCheck implements ActiveMQSecurityManager5 {

    private final Users users;

    UserCheck(Users users) {
        this.users = users;
    }

    /** {@return the subject of the user, or null if the credentials are wrong, as the interface demands} */
    @Override
    public Subject authenticate(String user, String password, RemotingConnection connection, String domain) {
        if (!validateUser(user, password)) {
            return null;
        }
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        return subject;
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType checkType, String address) {
        return true;
    }

    @Override
    public boolean validateUser(String user, String password) {
        return users.accepts(user, password == null ? null : password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType checkType) {
        return validateUser(user, password);
    }
}
