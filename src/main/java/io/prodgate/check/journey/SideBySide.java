package io.prodgate.check.journey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sends items on their way side by side; how many at a time is bounded here, how fast they are sent is the pace's affair. */
final class SideBySide {
    private final int parallel;

    SideBySide(int parallel) {
        this.parallel = parallel;
    }

    /** The ends of all items, in their order. When this returns, or throws, none is under way any more. */
    List<ItemEnd> run(List<ItemRun> runs) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<List<Numbered>> done = new ArrayList<>();
        Callable<List<Numbered>> worker = () -> {
            List<Numbered> own = new ArrayList<>();
            for (int number = next.getAndIncrement(); number < runs.size(); number = next.getAndIncrement()) {
                own.add(new Numbered(number, runs.get(number).run()));
            }
            return own;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int workers = Math.min(parallel, runs.size());
            for (Future<List<Numbered>> future : threads.invokeAll(Collections.nCopies(workers, worker))) {
                done.add(result(future));
            }
        }
        ItemEnd[] ends = new ItemEnd[runs.size()];
        done.forEach(several -> several.forEach(one -> ends[one.number()] = one.end()));
        return IntStream.range(0, ends.length).mapToObj(i -> ends[i]).toList();
    }

    private record Numbered(int number, ItemEnd end) {}

    private static List<Numbered> result(Future<List<Numbered>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException mistake -> throw mistake;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("an item ended in what none may throw", e);
            }
        }
    }
}
