package io.mqttstack.transport.internal.tls;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the group of the key exchange out of what a server sends in clear text, because the JDK's API does not tell it.
 *
 * <pre>{@code
 * record:            | type 22 | version 2 | length 2 | pieces of messages |
 * message:           | type 1 | length 3 | body |
 * ServerHello (2):   | version 2 | random 32 | session n | suite 2 | 0 | extensions: ... key_share 51: group 2 ... |
 * ServerKeyExchange (12): | named curve 3 | group 2 | ...   (TLS 1.2; with a shared key length 2 and hint n before)
 * }</pre>
 */
public final class GroupReader {

    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 22;
    private static final int MESSAGE_HEADER = 4;
    private static final int SERVER_HELLO = 2;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int LONGEST_HELLO = 2048;
    private static final int RANDOM_END = 34;
    private static final int KEY_SHARE = 51;
    private static final int NAMED_CURVE = 3;

    private final byte[] message = new byte[LONGEST_HELLO];
    private int filled;
    private int missing;
    private @Nullable Integer group;

    /** Takes whole records. */
    public void records(byte[] data, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (end - at > RECORD_HEADER) {
            int body = number(data, at + 3, 2);
            int next = Math.min(end, at + RECORD_HEADER + body);
            if (data[at] == HANDSHAKE) {
                messages(data, at + RECORD_HEADER, next);
            }
            at = next;
        }
    }

    private void messages(byte[] data, int offset, int end) {
        for (int at = offset; at < end; at++) {
            if (filled < message.length) {
                message[filled] = data[at];
            }
            filled++;
            if (filled == MESSAGE_HEADER) {
                missing = number(message, 1, 3);
            } else if (filled > MESSAGE_HEADER) {
                missing--;
            }
            if (filled >= MESSAGE_HEADER && missing == 0) {
                message(Arrays.copyOfRange(message, MESSAGE_HEADER, Math.min(filled, message.length)));
                filled = 0;
            }
        }
    }

    private void message(byte[] body) {
        if (message[0] == SERVER_HELLO) {
            hello(body);
        } else if (message[0] == SERVER_KEY_EXCHANGE && body.length > 2) {
            int curve = body[0] == 0 ? 2 + number(body, 0, 2) : 0; // only the length of a hint begins with 0
            if (curve + 2 < body.length && body[curve] == NAMED_CURVE) {
                group = number(body, curve + 1, 2);
            }
        }
    }

    private void hello(byte[] body) {
        int at = RANDOM_END;
        at += at < body.length ? 1 + (body[at] & 0xFF) : 0; // session identifier
        at += 2 + 1 + 2; // cipher suite, compression, length of the extensions
        while (at + 4 <= body.length) {
            int length = number(body, at + 2, 2);
            if (number(body, at, 2) == KEY_SHARE && length >= 2 && at + 6 <= body.length) {
                group = number(body, at + 4, 2);
            }
            at += 4 + length;
        }
    }

    private static int number(byte[] data, int offset, int length) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (data[offset + i] & 0xFF);
        }
        return value;
    }

    /** The name of the group, if one was seen. */
    public Optional<String> group() {
        return Optional.ofNullable(group).map(NamedGroups::name);
    }
}
