package io.prodgate.system.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.system.prometheus.SharedAnswers.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedAnswersTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final SharedAnswers shared = new SharedAnswers();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch given = new CountDownLatch(1);
    private final AtomicReference<Thread> waiting = new AtomicReference<>();

    @Test
    void aQuestionIsAskedOnce() throws Exception {
        QueryResult first = answer(shared, "up");

        assertThat(answer(shared, "up")).isSameAs(first);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatDiffersInAnythingIsAnotherQuestion() throws Exception {
        for (Question question : List.of(
                question("up"),
                question("down"),
                new Question("other", "up", NOON, NOON, Optional.empty()),
                new Question("prometheus", "up", NOON, NOON.plusSeconds(1), Optional.empty()),
                new Question("prometheus", "up", NOON, NOON, Optional.of(LONG)))) {
            assertThat(shared.answer(question, () -> result(1), LONG).series()).hasSize(1);
        }

        assertThat(asked).hasValue(5);
    }

    @Test
    void whoComesMeanwhileWaitsForTheAnswer() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<QueryResult> first = first(threads, false);
            Future<QueryResult> second = second(threads, LONG);
            awaitWaiting();
            given.countDown();

            assertThat(second.get()).isSameAs(first.get());
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aFailureIsNobodyElses() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<QueryResult> first = first(threads, true);
            Future<QueryResult> second = second(threads, LONG);
            awaitWaiting();
            given.countDown();

            assertThatThrownBy(first::get).hasRootCauseMessage("503");
            assertThat(second.get().series()).hasSize(1);
            assertThat(answer(shared, "up").series()).hasSize(1);
            assertThat(shared.size()).isEqualTo(1);
        }
    }

    @Test
    void whoHasNoTimeToWaitAsksAlone() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<QueryResult> first = first(threads, false);
            QueryResult second = second(threads, Duration.ZERO).get();
            given.countDown();

            assertThat(second).isNotSameAs(first.get());
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatWasNotNeededForLongestIsForgotten() throws Exception {
        SharedAnswers few = new SharedAnswers(10 * 53);
        QueryResult old = answer(few, "old");
        QueryResult used = answer(few, "used");
        for (int i = 0; i < 8; i++) {
            assertThat(answer(few, "q" + i).series()).hasSize(1);
        }
        assertThat(answer(few, "used")).isSameAs(used);
        assertThat(answer(few, "one more").series()).hasSize(1);

        assertThat(few.size()).isEqualTo(10);
        assertThat(answer(few, "used")).isSameAs(used);
        assertThat(answer(few, "old")).isNotSameAs(old);
    }

    @Test
    void whatIsTooLargeIsNotKept() throws Exception {
        SharedAnswers few = new SharedAnswers(1_000);

        QueryResult large = few.answer(question("up"), () -> result(6), LONG);

        assertThat(large.series()).hasSize(6);
        assertThat(few.size()).isZero();
    }

    private Future<QueryResult> first(ExecutorService threads, boolean fails) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<QueryResult> future = threads.submit(() -> shared.answer(
                question("up"),
                () -> {
                    begun.countDown();
                    given.await();
                    if (fails) {
                        throw new IllegalStateException("503");
                    }
                    return result(1);
                },
                LONG));
        begun.await();
        return future;
    }

    private Future<QueryResult> second(ExecutorService threads, Duration patience) {
        return threads.submit(() -> {
            waiting.set(Thread.currentThread());
            return shared.answer(question("up"), () -> result(1), patience);
        });
    }

    private void awaitWaiting() {
        while (waiting.get() == null || waiting.get().getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private QueryResult answer(SharedAnswers answers, String promql) throws Exception {
        return answers.answer(question(promql), () -> result(1), LONG);
    }

    private QueryResult result(int series) {
        asked.incrementAndGet();
        Series one = new Series(Map.of(), new double[] {1}, new double[] {1});
        return new QueryResult(QueryResult.Type.VECTOR, Collections.nCopies(series, one));
    }

    private static Question question(String promql) {
        return new Question("prometheus", promql, NOON, NOON, Optional.empty());
    }
}
