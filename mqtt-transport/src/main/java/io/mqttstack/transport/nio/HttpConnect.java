package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The method CONNECT of HTTP/1.1, with the Basic scheme. */
final class HttpConnect implements ProxyProtocol {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] ([0-9]{3})( .*)?");
    private static final int LONGEST_REASON = 100;

    private final byte[] request;
    private final boolean hasLogin;

    /** {@code userName} is null where there is no login. */
    HttpConnect(Endpoint to, @Nullable String userName, byte[] password) {
        hasLogin = userName != null;
        String host = to.host().indexOf(':') >= 0 ? "[" + to.host() + "]" : to.host();
        String authority = host + ":" + to.port();
        StringBuilder head = new StringBuilder("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        if (userName != null) {
            ByteArrayOutputStream login = new ByteArrayOutputStream();
            login.writeBytes((userName + ":").getBytes(StandardCharsets.UTF_8));
            login.writeBytes(password);
            head.append("Proxy-Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(login.toByteArray()))
                    .append("\r\n");
        }
        request = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] greeting() {
        return request;
    }

    @Override
    public Step received(byte[] bytes, int length) throws ProxyRefusal {
        int end = endOfHead(bytes, length);
        if (end < 0) {
            if (length > 4 && !new String(bytes, 0, 5, StandardCharsets.ISO_8859_1).equals("HTTP/")) {
                throw new ProxyRefusal("does not speak HTTP there: check the port");
            }
            if (length > LONGEST_ANSWER) {
                throw new ProxyRefusal("answers with more than " + LONGEST_ANSWER + " bytes of header");
            }
            return Step.MORE;
        }
        String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        Matcher status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new ProxyRefusal("does not speak HTTP there: check the port");
        }
        int code = Integer.parseInt(status.group(1));
        if (code >= 200 && code < 300) {
            return Step.through(end);
        }
        if (code == 407 || code == 401) { // tinyproxy answers a wrong password with 401
            throw new ProxyRefusal(
                    hasLogin
                            ? "refused the user name and password, or wants another scheme than Basic (" + code + ")"
                            : "wants a login: give one to the ProxyOptions (" + code + ")");
        }
        throw new ProxyRefusal("answered " + printable(line.substring(line.indexOf(' ') + 1)));
    }

    /** What follows the empty line that ends the header; negative if it has not come. */
    private static int endOfHead(byte[] bytes, int length) {
        for (int i = 0; i + 3 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static String printable(String text) {
        String cut = text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
        return cut.replaceAll("[^\\x20-\\x7E…]", "?");
    }
}
