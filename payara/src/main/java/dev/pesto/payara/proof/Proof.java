package dev.pesto.payara.proof;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Progress;
import dev.pesto.payara.cluster.StatusReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One run against a cluster that is up: clients, faults, checkpoints, verdict. */
public final class Proof {
    private final Cluster cluster;
    private final Course course;
    private final Progress progress;
    private final Findings findings = new Findings();
    private final Timeline timeline = new Timeline();
    private final Ledger ledger = new Ledger();
    /** Fair: a checkpoint does not wait for clients that have not begun yet. */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);

    private volatile boolean over;
    private int checkpoints;

    public Proof(Cluster cluster, Course course, Progress progress) {
        this.cluster = cluster;
        this.course = course;
        this.progress = progress;
    }

    /** Returns when the verdict is there. */
    public Report run() {
        Random random = new Random(course.seed());
        Doors doors = new Doors(cluster.doors());
        StatusReport.Login login =
                StatusReport.of(cluster.home(), cluster.state()).demo().get("admin");
        Person admin = Person.existing(doors, login.email(), login.password());
        progress.step("registering merchants and buyers, and what they sell");
        Market market = new Market(doors, random);
        Faults faults = new Faults(cluster, random, timeline, findings, course.databaseRestart());
        Sender sender = new Sender(doors, faults, timeline, findings);
        ExecutorService pool = Executors.newCachedThreadPool();
        Buying buying = new Buying(market, ledger, sender, doors, timeline, findings, pool);
        Selling selling = new Selling(market, ledger, sender, timeline, findings);
        Audit audit = new Audit(market, ledger, buying, selling, cluster.databaseAddress(), findings, timeline);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < course.clients(); i++) {
            Random own = new Random(random.nextLong());
            clients.add(new Thread(
                    new Client(buying, selling, own, course.thinkMillis(), gate, () -> !over, findings),
                    "client-" + i));
        }
        try {
            clients.forEach(Thread::start);
            disturb(faults, audit, admin, random);
            over = true;
            progress.step("waiting for the last answers");
            for (Thread client : clients) {
                client.join();
            }
            progress.step("comparing the clients' ledger with the database");
            check(audit, admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } finally {
            over = true;
            pool.shutdownNow();
            doors.close();
        }
        return Report.of(course, cluster, timeline, faults, findings, checkpoints);
    }

    /** For the time of the course, and at least until each kind of fault has come once. */
    private void disturb(Faults faults, Audit audit, Person admin, Random random) {
        long end = System.nanoTime() + course.time().toNanos();
        boolean once = !course.faults();
        while (System.nanoTime() < end || !once) {
            long calm = Duration.ofMillis(2_000 + random.nextInt(course.calmMillis()))
                    .toNanos();
            awaitOrders(calm);
            if (course.faults()) {
                progress.step(line("something is pulled"));
                faults.pullOne();
                once |= faults.roundIsOver();
            }
            progress.step(line("checkpoint"));
            gate.writeLock().lock();
            try {
                check(audit, admin);
            } finally {
                gate.writeLock().unlock();
            }
        }
    }

    private void awaitOrders(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(nanos, Duration.ofSeconds(2).toNanos()));
            progress.step(line("calm"));
        }
    }

    private String line(String now) {
        return now + ": " + timeline.counted("orders") + " orders, " + timeline.counted("refused out_of_stock")
                + " out of stock, " + timeline.counted("replays") + " replays, " + timeline.counted("retries")
                + " retries" + (findings.areNone() ? "" : ", BROKEN " + findings.counts());
    }

    private void check(Audit audit, Person admin) {
        checkpoints++;
        try {
            audit.compare();
            audit.laws(admin);
        } catch (SQLException e) {
            findings.add("checkpoint failed", e.toString());
        }
    }
}
