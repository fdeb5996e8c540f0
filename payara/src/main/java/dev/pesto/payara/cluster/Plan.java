package dev.pesto.payara.cluster;

import java.time.Duration;
import java.util.Map;

/** What {@code up} was asked for. */
public record Plan(
        int port,
        int orderInstances,
        int balancers,
        boolean edge,
        boolean demo,
        Map<String, String> settings,
        String database) {

    int databasePort() {
        return port + 5;
    }

    /** Where the edge tells its operator how the balancers are. */
    int edgeStatusPort() {
        return port + 6;
    }

    /** Used for a moment, once, before anything runs. */
    int preparationPort() {
        return port + 7;
    }

    int gridPort(int index) {
        return port + 100 + index;
    }

    Duration accessTokenLife() {
        return Duration.parse(settings.getOrDefault("pesto.tokens.access", "PT10M"));
    }

    public String baseUrl() {
        return (edge ? "https" : "http") + "://127.0.0.1:" + port;
    }
}
