package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Member;
import dev.pesto.payara.cluster.Role;
import java.util.List;
import java.util.Map;

/**
 * Whom to call, what for, and whose CPU time the calls are to be charged to.
 *
 * @param ports of loopback; a load uses all of them alike
 */
record Target(String name, List<Integer> ports, String path, Map<String, String> headers, List<Long> pids) {

    /** Every balancer that runs. */
    static Target balancers(Cluster cluster, String path, Map<String, String> headers) {
        List<Member> balancers = cluster.state().of(Role.BALANCER);
        return new Target(
                "Pesto",
                balancers.stream().map(Member::port).toList(),
                path,
                headers,
                balancers.stream().map(Member::pid).toList());
    }

    byte[] request(int port) {
        return Wire.request("GET", port, path, headers, null);
    }
}
