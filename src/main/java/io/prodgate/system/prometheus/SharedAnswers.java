package io.prodgate.system.prometheus;

import io.prodgate.system.SystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers that several checks of a run need, each asked for once: of those who come at the same time, one asks and the others wait.
 * Only answers are kept. Who waited for somebody that got none asks on its own, and so does whoever comes later. Bounded: what was
 * not needed for longest is forgotten. Safe for use by several threads.
 */
public final class SharedAnswers {
    /** About eight bytes for each unit of weight. */
    private static final long MOST_WEIGHT = 1 << 19;

    private static final int WEIGHT_OF_A_SERIES = 50;

    private final Map<Question, CompletableFuture<QueryResult>> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private long weight;

    /** Nothing is known yet. */
    public SharedAnswers() {
        this(MOST_WEIGHT);
    }

    SharedAnswers(long most) {
        this.most = most;
    }

    /**
     * What is asked.
     *
     * @param system its name in the plan
     * @param promql the query
     * @param from start of a range query, and its only instant of any other
     * @param step between the values of a range query; empty for any other
     */
    record Question(String system, String promql, Instant from, Instant to, Optional<Duration> step) {}

    /** Asks the system itself. */
    @FunctionalInterface
    interface Asking {
        QueryResult ask() throws SystemException, InterruptedException;
    }

    /**
     * The answer to a question: one that is known, or is about to be, else by asking.
     *
     * @param patience how long to wait at most for somebody else who asks
     */
    QueryResult answer(Question question, Asking asking, Duration patience)
            throws SystemException, InterruptedException {
        CompletableFuture<QueryResult> own = new CompletableFuture<>();
        Optional<CompletableFuture<QueryResult>> others = othersOr(question, own);
        if (others.isPresent()) {
            Optional<QueryResult> answer = await(others.get(), patience);
            return answer.isPresent() ? answer.get() : asking.ask();
        }
        try {
            QueryResult result = asking.ask();
            own.complete(result);
            keep(question, own, weight(result));
            return result;
        } finally {
            if (!own.isDone()) {
                forget(question);
                own.cancel(false);
            }
        }
    }

    private static Optional<QueryResult> await(CompletableFuture<QueryResult> answer, Duration patience)
            throws InterruptedException {
        try {
            return Optional.of(answer.get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | CancellationException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private synchronized Optional<CompletableFuture<QueryResult>> othersOr(
            Question question, CompletableFuture<QueryResult> own) {
        CompletableFuture<QueryResult> others = answers.get(question);
        if (others == null) {
            answers.put(question, own);
        }
        return Optional.ofNullable(others);
    }

    private synchronized void forget(Question question) {
        answers.remove(question);
    }

    private synchronized void keep(Question question, CompletableFuture<QueryResult> own, long ownWeight) {
        if (ownWeight > most / 4) {
            answers.remove(question, own);
            return;
        }
        weight += ownWeight;
        Iterator<CompletableFuture<QueryResult>> eldest = answers.values().iterator();
        while (weight > most && eldest.hasNext()) {
            CompletableFuture<QueryResult> answer = eldest.next();
            if (answer.isDone()) {
                weight -= weight(answer.join());
                eldest.remove();
            }
        }
    }

    private static long weight(QueryResult result) {
        return 1
                + 2 * result.points()
                + (long) WEIGHT_OF_A_SERIES * result.series().size();
    }

    /** How many answers are kept, or about to be. */
    synchronized int size() {
        return answers.size();
    }
}
