package dev.pesto.payara.command;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        description = "Measure a cluster of its own beside something known, in the same run.",
        synopsisSubcommandLabel = "WHAT",
        mixinStandardHelpOptions = true,
        subcommands = {BenchBalancer.class, BenchOrders.class})
final class Bench {}
