package dev.pesto.payara.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pesto.payara.cluster.State.DatabaseFacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code status --json} prints. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusReport(String baseUrl, Where database, List<Line> instances, Map<String, Login> demo) {

    public record Where(String host, int port, String name, String vendor) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(String name, String service, Long pid, int port, String url, String state) {}

    public record Login(String email, String password) {}

    public static StatusReport of(Home home, State state) {
        DatabaseFacts facts = state.database();
        Where where = facts == null ? null : new Where(facts.host(), facts.port(), facts.name(), facts.vendor());
        List<Line> lines =
                state.members().stream().parallel().map(StatusReport::line).toList();
        return new StatusReport(
                state.plan().baseUrl(), where, lines, logins(home, state.plan().demo()));
    }

    private static Line line(Member member) {
        String scheme =
                member.service().equals("database") ? "mysql" : member.service().equals("edge") ? "https" : "http";
        String url = scheme + "://127.0.0.1:" + member.port();
        return new Line(
                member.name(),
                member.service(),
                member.isAlive() ? member.pid() : null,
                member.port(),
                url,
                condition(member));
    }

    private static String condition(Member member) {
        if (!member.isAlive()) {
            return "DOWN";
        }
        boolean http = !member.service().equals("database") && !member.service().equals("edge");
        if (!http || Probe.isReady(member.port())) {
            return "UP";
        }
        return member.draining() ? "DRAINING" : "STARTING";
    }

    private static Map<String, Login> logins(Home home, boolean demo) {
        Map<String, Login> logins = new TreeMap<>();
        logins.put("admin", new Login(Secrets.ADMIN_EMAIL, home.secret(Secrets.ADMIN_PASSWORD)));
        if (demo) {
            logins.put("buyer", new Login(Secrets.BUYER_EMAIL, home.secret(Secrets.BUYER_PASSWORD)));
            logins.put("merchant", new Login(Secrets.MERCHANT_EMAIL, home.secret(Secrets.MERCHANT_PASSWORD)));
        }
        return logins;
    }
}
