package dev.pesto.order.payments.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.control.Repetition;
import dev.pesto.order.contention.entity.Arrival;
import dev.pesto.order.contention.entity.Setback;
import dev.pesto.order.payments.control.Answer;
import dev.pesto.order.payments.control.Charge;
import dev.pesto.order.payments.control.GiveBack;
import dev.pesto.order.payments.control.PaymentProvider;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
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
        every("expire", holds::ended, holds::expire);
        every("ask about", attempts::toAskAgain, this::ask);
        every("give back", moneyBack::due, this::giveBack);
    }

    /** Called once, when the web application ends. */
    public void stop() {
        rounds.forEach(round -> round.cancel(false));
    }

    private boolean ask(long attemptId) {
        Charge charge = attempts.takeOn(attemptId);
        if (charge == null) {
            return false;
        }
        Answer answer = provider.charge(charge);
        repetition.of(Arrival.now(), () -> attempts.record(charge.orderId(), charge.attemptId(), answer));
        return true;
    }

    private boolean giveBack(long refundId) {
        GiveBack giveBack = moneyBack.takeOn(refundId);
        if (giveBack == null || !provider.giveBack(giveBack)) {
            return false;
        }
        repetition.of(Arrival.now(), () -> {
            moneyBack.done(giveBack);
            return null;
        });
        return true;
    }

    private void every(String what, IntFunction<List<Long>> due, LongPredicate work) {
        rounds.add(scheduler.scheduleWithFixedDelay(
                () -> round(what, due, work), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Works off what is due. After an outage that is more than is looked at in one go: then it goes on at once, as long as it gets anywhere. */
    private void round(String what, IntFunction<List<Long>> due, LongPredicate work) {
        boolean more = true;
        while (more) {
            List<Long> found = new ArrayList<>();
            guarded("look for what to " + what, () -> found.addAll(due.apply(AT_ONCE)));
            // The other instances look at the same rows now: who begins elsewhere meets fewer of them.
            Collections.shuffle(found);
            long done = found.stream()
                    .filter(id -> guarded(what + " " + Ids.format(id), () -> work.test(id)))
                    .count();
            more = found.size() == AT_ONCE && done > 0;
        }
    }

    /** A failure is told and ends neither the round nor the schedule; the row is found again in a later round. */
    private boolean guarded(String what, BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException failure) {
            boolean othersHaveIt = failure instanceof Refusal
                    || Setback.in(failure)
                            .filter(setback -> !setback.leavesOpen())
                            .isPresent();
            LOG.log(othersHaveIt ? Level.FINE : Level.WARNING, failure, () -> "could not " + what);
            return false;
        }
    }
}
