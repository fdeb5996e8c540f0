package dev.pesto.payara.proof;

import dev.pesto.payara.cluster.Failure;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.BooleanSupplier;

/** One of the clients: does one thing after the other; a checkpoint waits until each of them is decided. */
final class Client implements Runnable {
    private final Buying buying;
    private final Selling selling;
    private final Random random;
    private final int thinkMillis;
    private final ReadWriteLock gate;
    private final BooleanSupplier goesOn;
    private final Findings findings;

    Client(
            Buying buying,
            Selling selling,
            Random random,
            int thinkMillis,
            ReadWriteLock gate,
            BooleanSupplier goesOn,
            Findings findings) {
        this.buying = buying;
        this.selling = selling;
        this.random = random;
        this.thinkMillis = thinkMillis;
        this.gate = gate;
        this.goesOn = goesOn;
        this.findings = findings;
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            gate.readLock().lock();
            try {
                doSomething();
            } catch (Failure failure) {
                findings.add("client gave up", failure.getMessage());
            } catch (RuntimeException unexpected) {
                findings.add("client failed", unexpected.toString());
            } finally {
                gate.readLock().unlock();
            }
            LockSupport.parkNanos(random.nextInt(thinkMillis) * 1_000_000L);
        }
    }

    private void doSomething() {
        int dice = random.nextInt(100);
        if (dice < 34) {
            buying.placeSmall(random);
        } else if (dice < 44) {
            buying.placeHot(random);
        } else if (dice < 50) {
            buying.placeLarge(random);
        } else if (dice < 53) {
            buying.placeTwiceAtOnce(random);
        } else if (dice < 59) {
            buying.replay(random);
        } else if (dice < 61) {
            buying.reuseKey(random);
        } else if (dice < 68) {
            buying.cancel(random);
        } else if (dice < 77) {
            buying.pay(random);
        } else if (dice < 83) {
            selling.adjust(random);
        } else {
            selling.step(random);
        }
    }
}
