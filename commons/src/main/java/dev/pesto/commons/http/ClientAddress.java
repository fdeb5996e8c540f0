package dev.pesto.commons.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a call came from, as the balancer decided it. */
public final class ClientAddress {

    private ClientAddress() {}

    /** The client's address in numbers; the peer's when the balancer told none. */
    public static String of(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        return forwarded != null && forwarded.trim().matches("[0-9A-Fa-f:.]{2,45}")
                ? forwarded.trim()
                : request.getRemoteAddr();
    }

    /** What counts as one network: an IPv4 address, or the /64 of an IPv6 address. */
    public static String network(String address) {
        if (address == null || !address.matches("[0-9A-Fa-f:.]{2,45}")) {
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
