package dev.pesto.payara.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.State;
import dev.pesto.payara.cluster.StatusReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "What runs, where, and how to log in.")
final class Status implements Runnable {
    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Override
    public void run() {
        Cluster cluster = Pesto.cluster();
        State state = cluster.state();
        if (!json) {
            print(cluster, state);
            return;
        }
        try {
            System.out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(StatusReport.of(cluster.home(), state)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void print(Cluster cluster, State state) {
        StatusReport report = StatusReport.of(cluster.home(), state);
        System.out.printf("%nPesto  %s/api/v1%n%n", report.baseUrl());
        System.out.printf("%-12s %-9s %8s  %s%n", "instance", "state", "pid", "address");
        for (StatusReport.Line line : report.instances()) {
            System.out.printf(
                    "%-12s %-9s %8s  %s%n",
                    line.name(), line.state(), line.pid() == null ? "-" : line.pid(), line.url());
        }
        if (report.database() != null) {
            System.out.printf(
                    "%ndatabase %s on %s:%d/%s%n",
                    report.database().vendor(),
                    report.database().host(),
                    report.database().port(),
                    report.database().name());
        }
        System.out.printf("%n%-9s %-24s %s%n", "log in as", "email", "password");
        report.demo()
                .forEach((role, login) -> System.out.printf("%-9s %-24s %s%n", role, login.email(), login.password()));
        System.out.println();
    }
}
