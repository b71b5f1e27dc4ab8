package io.mqttstack.client.scram;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.codec.value.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The client's side of SCRAM.
 *
 * <pre>
 *   first: client-first    next: server-first -> client-final    succeeded: server-final
 * </pre>
 *
 * Some servers send the server-final message in an AUTH of its own, which is answered without data.
 */
final class ScramExchange implements EnhancedAuthenticator.Exchange {
    private enum Step {
        SERVER_FIRST,
        SERVER_FINAL,
        DONE
    }

    private final ScramClient client;
    private Step step = Step.SERVER_FIRST;

    private ScramExchange(ScramClient client) {
        this.client = client;
    }

    static ScramExchange begin(String mechanism, String userName, char[] password) {
        try {
            return new ScramExchange(ScramClient.builder()
                    .advertisedMechanisms(List.of(mechanism))
                    .username(userName)
                    .password(password.clone())
                    .stringPreparation(StringPreparation.SASL_PREPARATION)
                    .build());
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public Optional<Bytes> first() {
        return Optional.of(Bytes.utf8(client.clientFirstMessage().toString()));
    }

    @Override
    public Optional<Bytes> next(Optional<Bytes> serverData) throws ScramException {
        String message = text(serverData);
        if (step == Step.SERVER_FIRST) {
            client.serverFirstMessage(message);
            step = Step.SERVER_FINAL;
            return Optional.of(Bytes.utf8(client.clientFinalMessage().toString()));
        }
        verify(message);
        return Optional.empty();
    }

    @Override
    public void succeeded(Optional<Bytes> serverData) throws ScramException {
        if (step != Step.DONE) {
            verify(text(serverData));
        }
    }

    private void verify(String message) throws ScramException {
        if (step != Step.SERVER_FINAL) {
            throw new IllegalStateException("The server ends the exchange before it has begun it");
        }
        client.serverFinalMessage(message);
        step = Step.DONE;
    }

    private static String text(Optional<Bytes> data) {
        return data.map(Bytes::utf8)
                .orElseThrow(() -> new IllegalStateException("The server has not proved that it knows the password"));
    }
}
