package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.proof.Market;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Clients that place one order after the other through the balancer, each under a key of its own, until the time is over. */
final class OrderLoad {
    /** 503 {@code contention}: nothing was left behind, and the client may come again. */
    static final int CONTENTION = -503;

    private final Shop shop;
    private final Function<Random, List<Market.Product>> baskets;
    private final Latencies latencies = new Latencies();
    private final Statuses statuses = new Statuses();
    private double seconds;

    private OrderLoad(Shop shop, Function<Random, List<Market.Product>> baskets) {
        this.shop = shop;
        this.baskets = baskets;
    }

    static OrderLoad run(Shop shop, int clients, Duration time, Function<Random, List<Market.Product>> baskets) {
        OrderLoad load = new OrderLoad(shop, baskets);
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Shop.Customer customer = shop.customers().get(i % shop.customers().size());
            Random random = new Random(i);
            threads.add(new Thread(() -> load.place(customer, random, start + time.toNanos()), "client-" + i));
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
        load.seconds = (System.nanoTime() - start) / 1e9;
        return load;
    }

    private void place(Shop.Customer customer, Random random, long end) {
        Latencies own = new Latencies();
        try (Wire wire = shop.wire()) {
            while (System.nanoTime() < end) {
                byte[] request = shop.placement(customer, baskets.apply(random));
                long began = System.nanoTime();
                int status = status(wire, request);
                if (status == 201) {
                    own.add(System.nanoTime() - began);
                }
                statuses.count(status);
            }
        } catch (IOException e) {
            statuses.count(Statuses.NO_ANSWER);
        }
        synchronized (this) {
            latencies.addAll(own);
        }
    }

    private static int status(Wire wire, byte[] request) {
        try {
            Wire.Reply reply = wire.call(request);
            return reply.status() == 503 && reply.body().contains("\"contention\"") ? CONTENTION : reply.status();
        } catch (IOException broken) {
            return Statuses.NO_ANSWER;
        }
    }

    double perSecond() {
        return statuses.of(201) / seconds;
    }

    Latencies latencies() {
        return latencies;
    }

    Statuses statuses() {
        return statuses;
    }
}
