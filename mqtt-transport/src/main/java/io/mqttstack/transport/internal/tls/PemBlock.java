package io.mqttstack.transport.internal.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One block of PEM.
 *
 * <pre>{@code
 * -----BEGIN type-----
 * Name: value              lines like this in old encrypted keys only, then an empty line
 * Base64
 * -----END type-----
 * }</pre>
 *
 * @param type for example {@code CERTIFICATE}
 * @param text the block as it stands
 * @param base64 the lines between, without headers
 * @param line where it begins, from 1
 * @param location in which text
 */
public record PemBlock(String type, String text, String base64, int line, PemLocation location) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** All blocks of a text; what stands between them is ignored. */
    static List<PemBlock> parse(String content, PemLocation location) {
        List<PemBlock> blocks = new ArrayList<>();
        String[] lines = content.split("\r\n|\n|\r", -1);
        String type = null;
        int begin = 0;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (type == null) {
                type = label(line, BEGIN);
                begin = i;
            } else if (type.equals(label(line, END))) {
                blocks.add(block(type, lines, begin, i, location));
                type = null;
            } else if (line.startsWith(DASHES)) {
                throw noEnd(type, begin, location);
            }
        }
        if (type != null) {
            throw noEnd(type, begin, location);
        }
        return blocks;
    }

    private static @Nullable String label(String line, String prefix) {
        return line.startsWith(prefix) && line.endsWith(DASHES) && line.length() > prefix.length() + DASHES.length()
                ? line.substring(prefix.length(), line.length() - DASHES.length())
                : null;
    }

    private static RuntimeException noEnd(String type, int begin, PemLocation location) {
        return Unusable.because("the block " + type + " that begins in line " + (begin + 1) + " of " + location
                + " has no line -----END " + type + "-----");
    }

    private static PemBlock block(String type, String[] lines, int begin, int end, PemLocation location) {
        StringBuilder text = new StringBuilder();
        StringBuilder base64 = new StringBuilder();
        for (int i = begin; i <= end; i++) {
            String line = lines[i].strip();
            text.append(line).append('\n');
            if (i > begin && i < end && line.indexOf(':') < 0) {
                base64.append(line);
            }
        }
        return new PemBlock(type, text.toString(), base64.toString(), begin + 1, location);
    }

    /** The bytes that the block encodes. */
    public byte[] content() {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw Unusable.because("the " + this + " is not Base64 (" + Unusable.reason(broken) + ")", broken);
        }
    }

    /** Type and place, for messages. */
    @Override
    public String toString() {
        return type.toLowerCase(Locale.ROOT) + " in line " + line + " of " + location;
    }
}
