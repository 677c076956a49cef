package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Slow cases of one test class that mostly wait for others, a few of them at the same time: begun before the first test, each
 * looked at by the tests that need it. What a case does must touch nothing that another one touches.
 *
 * @param <R> what a case leaves behind
 */
public final class SideBySide<R> implements AutoCloseable {
    /** Few enough that on two processors none is starved. */
    public static final int AT_THE_SAME_TIME = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_THE_SAME_TIME);
    private final Map<String, Future<R>> cases = new ConcurrentHashMap<>();

    /** Begins a case, or lets it wait for its turn; those that last longest are best begun first. */
    public void begin(String name, Callable<R> work) {
        if (cases.putIfAbsent(name, threads.submit(work)) != null) {
            throw new IllegalArgumentException("two cases are called " + name);
        }
    }

    /** What a case left behind, once it has ended; fails, or is skipped, as the case did. */
    public R ended(String name) throws Exception {
        Future<R> work = cases.get(name);
        if (work == null) {
            throw new IllegalArgumentException("no case is called " + name);
        }
        try {
            return work.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception failed -> throw failed;
                case Error failed -> throw failed;
                case null, default -> throw e;
            }
        }
    }

    /** Waits until all that was begun so far has ended, well or not. */
    public void await() throws InterruptedException {
        for (Future<R> work : cases.values()) {
            try {
                work.get();
            } catch (ExecutionException e) {
                // For whoever looks at that case.
            }
        }
    }

    /** Breaks off what has not ended: what no test has asked for, as all have when all tests are run. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES))
                    .as("all cases have ended")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
