package io.mqttstack.client.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** What a file begins with: what it is, and whose. */
final class Title {
    private static final byte[] KIND = "MQTT session 1\n".getBytes(StandardCharsets.US_ASCII);

    private final String clientIdentifier;
    private final byte[] bytes;

    Title(String clientIdentifier) {
        this.clientIdentifier = clientIdentifier;
        byte[] name = clientIdentifier.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(KIND.length + Integer.BYTES + name.length + Integer.BYTES);
        all.put(KIND).putInt(name.length).put(name);
        CRC32C crc = new CRC32C();
        crc.update(all.array(), 0, all.position());
        all.putInt((int) crc.getValue());
        this.bytes = all.array();
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes);
    }

    /**
     * Checks that a file begins so, and tells where its frames begin; 0: it is empty, or its title was not written whole.
     *
     * @throws IOException if it begins otherwise
     */
    long end(Path path, FileChannel channel) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(bytes.length);
        while (found.hasRemaining() && channel.read(found, found.position()) >= 0) {}
        found.flip();
        if (found.equals(bytes())) {
            return bytes.length;
        }
        int same = Math.max(0, found.mismatch(bytes()));
        if (!Frames.onlyZeros(path, channel, same)) {
            throw new IOException(path + " is no session of the Client Identifier \"" + clientIdentifier
                    + "\" that this version can read: move it away, or keep sessions in another directory");
        }
        return 0;
    }
}
