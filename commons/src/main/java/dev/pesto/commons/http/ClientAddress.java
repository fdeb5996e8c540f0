package dev.pesto.commons.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Where a call came from, as the balancer decided it. */
public final class ClientAddress {

    /** Literals only, so that no header ever causes a name look-up. */
    private static final Pattern LITERAL =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|(?=.*:)[0-9A-Fa-f:.]{2,45}");

    private ClientAddress() {}

    /** The client's address in numbers; the peer's when the balancer told none. */
    public static String of(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        return forwarded != null && LITERAL.matcher(forwarded.trim()).matches()
                ? forwarded.trim()
                : request.getRemoteAddr();
    }

    /** What counts as one network: an IPv4 address, or the /64 of an IPv6 address. */
    public static String network(String address) {
        if (address == null || !LITERAL.matcher(address).matches()) {
            return "unknown";
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            if (parsed instanceof Inet6Address) {
                byte[] bytes = parsed.getAddress();
                Arrays.fill(bytes, 8, 16, (byte) 0);
                return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
            }
            return parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
