package dev.pesto.order.payments.boundary;

import dev.pesto.order.contention.control.Repetition;
import dev.pesto.order.payments.control.Answer;
import dev.pesto.order.payments.control.Charge;
import dev.pesto.order.payments.control.GiveBack;
import dev.pesto.order.payments.control.PaymentProvider;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What every instance does each second for all of them: end holds, ask about undecided attempts, carry out refunds. Three rounds that do not wait for each other, so
 * that a slow provider delays no expiry.
 */
@ApplicationScoped
public class PaymentRounds {

    private static final Logger LOG = Logger.getLogger(PaymentRounds.class.getName());
    private static final int AT_ONCE = 100;
    private static final long PERIOD_MILLIS = 1000;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    HoldExpiry holds;

    @Inject
    PaymentAttempts attempts;

    @Inject
    MoneyBack moneyBack;

    @Inject
    PaymentProvider provider;

    @Inject
    Repetition repetition;

    private final List<ScheduledFuture<?>> rounds = new ArrayList<>();

    /** Called once, when the web application begins. */
    public void start() {
        every(() -> holds.ended(AT_ONCE).forEach(each("expire", id -> repetition.of(() -> holds.expire(id)))));
        every(() -> attempts.toAskAgain(AT_ONCE).forEach(each("ask about", this::ask)));
        every(() -> moneyBack.due(AT_ONCE).forEach(each("give back", this::giveBack)));
    }

    /** Called once, when the web application ends. */
    public void stop() {
        rounds.forEach(round -> round.cancel(false));
    }

    private void ask(long attemptId) {
        Charge charge = attempts.takeOn(attemptId);
        if (charge != null) {
            Answer answer = provider.charge(charge);
            repetition.of(() -> attempts.record(charge.orderId(), charge.attemptId(), answer));
        }
    }

    private void giveBack(long refundId) {
        GiveBack giveBack = moneyBack.takeOn(refundId);
        if (giveBack != null && provider.giveBack(giveBack)) {
            repetition.of(() -> {
                moneyBack.done(giveBack);
                return null;
            });
        }
    }

    private void every(Runnable round) {
        rounds.add(scheduler.scheduleWithFixedDelay(
                () -> guarded("look for work", round), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static Consumer<Long> each(String what, LongConsumer work) {
        return id -> guarded(what + " " + id, () -> work.accept(id));
    }

    /** A failure is told and ends neither the round nor the schedule; the row is found again in a later round. */
    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "could not " + what);
        }
    }
}
