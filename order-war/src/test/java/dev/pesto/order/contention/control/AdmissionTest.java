package dev.pesto.order.contention.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long LAMP = 1;
    private static final long CUP = 2;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("C4 those who want one row take their share of the places and no more; others go in meanwhile")
    void oneRowKeepsNobodyElseOut() throws Exception {
        Admission admission = new Admission(4, 2);

        assertThat(admission.enter(Set.of(LAMP), LONG)).isTrue();
        assertThat(admission.enter(Set.of(LAMP), LONG)).isTrue();
        assertThat(admission.enter(Set.of(LAMP), Duration.ZERO)).isFalse();
        assertThat(admission.enter(Set.of(CUP), Duration.ZERO)).isTrue();
        assertThat(admission.enter(Set.of(), Duration.ZERO)).isTrue();
        assertThat(admission.enter(Set.of(), Duration.ZERO))
                .as("all places are taken")
                .isFalse();
    }

    @Test
    @DisplayName("C4 who waits for one row holds nothing of another")
    void waitsWithoutAny() throws Exception {
        Admission admission = new Admission(4, 1);
        assertThat(admission.enter(Set.of(LAMP), LONG)).isTrue();
        CompletableFuture<Boolean> both = entering(admission, Set.of(LAMP, CUP));
        awaitWaiting(admission, 1);

        assertThat(admission.enter(Set.of(CUP), Duration.ZERO)).isTrue();
        admission.leave(Set.of(CUP));
        admission.leave(Set.of(LAMP));

        assertThat(both.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(admission.enter(Set.of(CUP), Duration.ZERO)).isFalse();
    }

    @Test
    @DisplayName("C4 first come, first served among those who can go")
    void inTheirOrder() throws Exception {
        Admission admission = new Admission(1, 1);
        assertThat(admission.enter(Set.of(LAMP), LONG)).isTrue();
        List<Integer> order = new ArrayList<>();
        List<CompletableFuture<Void>> entered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            entered.add(entering(admission, Set.of(LAMP)).thenAccept(in -> {
                order.add(number);
                admission.leave(Set.of(LAMP));
            }));
            awaitWaiting(admission, i + 1);
        }

        admission.leave(Set.of(LAMP));
        CompletableFuture.allOf(entered.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    @DisplayName("C4 who gave up is not let in later, and takes nothing with it")
    void gaveUp() throws Exception {
        Admission admission = new Admission(1, 1);
        assertThat(admission.enter(Set.of(LAMP), LONG)).isTrue();
        assertThat(admission.enter(Set.of(LAMP), Duration.ofMillis(20))).isFalse();
        admission.leave(Set.of(LAMP));

        assertThat(admission.waiting()).isZero();
        assertThat(admission.enter(Set.of(LAMP), Duration.ZERO)).isTrue();
    }

    @Test
    @DisplayName(
            "C4 whatever the crowd: never more inside than places, never more for a row than its share, and nothing stays behind")
    void crowd() throws Exception {
        int places = 6;
        int most = 2;
        Admission admission = new Admission(places, most);
        AtomicInteger inside = new AtomicInteger();
        ConcurrentHashMap<Long, AtomicInteger> ofRow = new ConcurrentHashMap<>();
        AtomicInteger tooMany = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<?>> crowd = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Random random = new Random(i);
            crowd.add(threads.submit(() -> {
                gate.await();
                for (int round = 0; round < 500; round++) {
                    Set<Long> rows =
                            random.longs(1 + random.nextInt(3), 0, 5).boxed().collect(Collectors.toSet());
                    Duration patience = random.nextInt(4) == 0 ? Duration.ofNanos(random.nextInt(200_000)) : LONG;
                    if (admission.enter(rows, patience)) {
                        if (inside.incrementAndGet() > places) {
                            tooMany.incrementAndGet();
                        }
                        rows.forEach(row -> {
                            if (ofRow.computeIfAbsent(row, r -> new AtomicInteger())
                                            .incrementAndGet()
                                    > most) {
                                tooMany.incrementAndGet();
                            }
                        });
                        Thread.onSpinWait();
                        rows.forEach(row -> ofRow.get(row).decrementAndGet());
                        inside.decrementAndGet();
                        admission.leave(rows);
                    }
                }
                return null;
            }));
        }
        gate.countDown();
        for (Future<?> one : crowd) {
            one.get(60, TimeUnit.SECONDS);
        }

        assertThat(tooMany).hasValue(0);
        assertThat(admission.waiting()).isZero();
        assertThat(admission.rowsWanted()).isZero();
    }

    private CompletableFuture<Boolean> entering(Admission admission, Set<Long> rows) {
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                entered.complete(admission.enter(rows, LONG));
            } catch (InterruptedException e) {
                entered.completeExceptionally(e);
            }
        });
        return entered;
    }

    private static void awaitWaiting(Admission admission, int count) {
        long end = System.nanoTime() + LONG.toNanos();
        while (admission.waiting() != count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(admission.waiting()).isEqualTo(count);
    }
}
