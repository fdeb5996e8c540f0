package dev.pesto.payara.command;

import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Progress;
import dev.pesto.payara.cluster.Rollover;
import dev.pesto.payara.cluster.Rollover.Verifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rotate-keys",
        description =
                "Sign access tokens with a new key, without a break. Of this cluster, or of the servers given with --keys and --instance.")
final class RotateKeys implements Runnable {
    @Option(names = "--keys", paramLabel = "DIRECTORY", description = "the keys directory of servers started otherwise")
    private Path keys;

    @Option(
            names = "--instance",
            paramLabel = "URL",
            description =
                    "each of them by its context: http://10.0.0.7:8080/user, …/product, …/order, and http://10.0.0.7:8080/ for a balancer")
    private List<String> instances = List.of();

    @Option(
            names = "--token-life",
            defaultValue = "PT10M",
            description = "pesto.tokens.access of those servers (${DEFAULT-VALUE})")
    private Duration tokenLife;

    @Override
    public void run() {
        if (keys == null && instances.isEmpty()) {
            Pesto.cluster().rotateKeys();
            return;
        }
        if (keys == null || instances.isEmpty()) {
            throw new Failure("--keys and --instance belong together");
        }
        List<Verifier> verifiers = new ArrayList<>();
        for (String instance : instances) {
            verifiers.add(verifier(instance));
        }
        new Rollover(keys, new Progress(System.err, Boolean.getBoolean("pesto.terminal"))).run(verifiers, tokenLife);
    }

    private static Verifier verifier(String url) {
        URI uri = URI.create(url);
        String context = uri.getPath().replace("/", "");
        String service = context.isEmpty() ? "balancer" : context;
        if (uri.getHost() == null
                || !List.of("balancer", "user", "product", "order").contains(service)) {
            throw new Failure("--instance " + url + " is not http://host:port/ with user, product, order or nothing");
        }
        return new Verifier(url, service, uri.getScheme() + "://" + uri.getAuthority());
    }
}
