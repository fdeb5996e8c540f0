package dev.pesto.balancer.routing.entity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells clean paths from odd ones. What one hop reads differently from the next is refused before anything decides on it. */
public final class RequestPath {

    private static final String LOGIN = "/j_security_check";

    private RequestPath() {}

    /**
     * True for a path with empty segments or such of nothing but dots (encoded or not), an encoded slash or backslash or NUL, a semicolon, a backslash, a
     * malformed escape, escapes that are not UTF-8, or anything outside printable ASCII; and for one that every server takes for its own form of login,
     * whatever stands before.
     *
     * @param path raw path as it stood in the request line, without the query
     */
    public static boolean isOdd(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return true;
        }
        int segment = 1;
        boolean onlyDots = true;
        int dots = 0;
        boolean escaped = false;
        for (int i = 1; i <= path.length(); i++) {
            char c = i == path.length() ? '/' : path.charAt(i);
            if (c == '/') {
                boolean empty = i == segment && i < path.length();
                if (empty || (onlyDots && dots > 0)) {
                    return true;
                }
                segment = i + 1;
                onlyDots = true;
                dots = 0;
                continue;
            }
            if (c == '%') {
                int value = escape(path, i);
                if (value <= 0 || value == '/' || value == '\\') {
                    return true;
                }
                escaped = true;
                c = (char) value;
                i += 2;
            } else if (c == ';' || c == '\\' || c <= ' ' || c >= 0x7f) {
                return true;
            }
            onlyDots &= c == '.';
            dots++;
        }
        String decoded = escaped ? decoded(path) : path;
        return decoded == null || decoded.endsWith(LOGIN);
    }

    /** Null when the escapes are not UTF-8. */
    private static String decoded(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            boolean escaped = path.charAt(i) == '%';
            bytes.put((byte) (escaped ? escape(path, i) : path.charAt(i)));
            i += escaped ? 2 : 0;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int escape(String path, int at) {
        if (at + 2 >= path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }
}
