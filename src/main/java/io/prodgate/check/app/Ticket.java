package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt of a flow's check that waits for a device. */
final class Ticket {
    private final NamedFlow flow;
    private final Attempt attempt;
    private final Duration allowance;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private int sentBack;
    private boolean told;

    /**
     * A ticket.
     *
     * @param allowance how long the flow may be on a device
     */
    Ticket(NamedFlow flow, Attempt attempt, Duration allowance) {
        this.flow = flow;
        this.attempt = attempt;
        this.allowance = allowance;
    }

    NamedFlow flow() {
        return flow;
    }

    Attempt attempt() {
        return attempt;
    }

    Duration allowance() {
        return allowance;
    }

    /** Whether the flow was tried before, in this attempt or an earlier one. */
    boolean again() {
        return attempt.number() > 1 || sentBack > 0;
    }

    /** How often it came back without having been run, through no fault of its own. */
    int sentBack() {
        return sentBack;
    }

    void sendBack() {
        sentBack++;
    }

    void add(Evidence fact) {
        attempt.log().add(fact);
    }

    synchronized void tell(String news) {
        told = true;
        attempt.news().accept(news);
    }

    /** Tells that it stands in line, unless a device has taken it meanwhile. */
    synchronized void tellWaiting() {
        if (!told) {
            tell("waits for a device");
        }
    }

    /** All there is to know is in the attempt's log. */
    void finish() {
        done.complete(true);
    }

    /** A mistake of ours: the attempt ends with it. */
    void fail(Throwable mistake) {
        done.completeExceptionally(mistake);
    }

    /** Waits for the end; false if the attempt's time ended before. */
    boolean await() throws InterruptedException {
        Instant now = attempt.time().now();
        Duration left = Duration.between(now, attempt.deadline());
        try {
            return done.get(Math.max(0, TimeUnit.MILLISECONDS.convert(left)), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    /** Waits for the end as long as it takes: of a flow that is on a device it is bounded. */
    void awaitEnd() throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }
}
