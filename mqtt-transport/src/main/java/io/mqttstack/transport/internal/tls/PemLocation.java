package io.mqttstack.transport.internal.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where PEM text is: in a file, or given. The text does not appear in {@link #toString()}. */
public record PemLocation(Optional<Path> file, String text) {

    private static final int DER_SEQUENCE = 0x30;

    /** A file, which is read when the text is asked for. */
    public static PemLocation of(Path file) {
        return new PemLocation(Optional.of(file), "");
    }

    /** The text itself. */
    public static PemLocation of(String text) {
        return new PemLocation(Optional.empty(), Objects.requireNonNull(text, "text"));
    }

    /** The blocks of the text, at least one. */
    List<PemBlock> blocks() {
        String content = file.isPresent() ? read(file.get()) : text;
        List<PemBlock> blocks = PemBlock.parse(content, this);
        if (blocks.isEmpty()) {
            boolean binary = !content.isEmpty() && content.charAt(0) == DER_SEQUENCE;
            throw Unusable.because(
                    this + " contains no PEM block: nothing between -----BEGIN ...----- and -----END ...-----"
                            + (binary ? "; it seems to be DER, convert it to PEM" : ""));
        }
        return blocks;
    }

    /** Reads a file, or says why it cannot be read. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw Unusable.because("the file " + file + " does not exist", missing);
        } catch (AccessDeniedException denied) {
            throw Unusable.because("the file " + file + " may not be read by this user", denied);
        } catch (IOException unreadable) {
            throw Unusable.because(
                    "the file " + file + " cannot be read (" + Unusable.reason(unreadable) + ")", unreadable);
        }
    }

    private static String read(Path path) {
        return new String(bytes(path), StandardCharsets.ISO_8859_1);
    }

    /** For messages. */
    @Override
    public String toString() {
        return file.map(path -> "the file " + path).orElse("the PEM text");
    }
}
