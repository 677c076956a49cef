package io.prodgate.run;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Users;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** The conditions that checks make for others, such as faults: nothing runs under one that is not in place, and none ends before. */
final class Conditions {
    private final Map<String, Condition> byCheck = new HashMap<>();
    private final Map<String, String> broken = new ConcurrentHashMap<>();

    /** A check that has ended or not, and the thread it runs on. */
    private static final class User {
        private final String id;
        private final CompletableFuture<?> ended;
        private volatile Optional<Thread> thread = Optional.empty();

        User(String id, CompletableFuture<?> ended) {
            this.id = id;
            this.ended = ended;
        }
    }

    private static final class Condition {
        private final CompletableFuture<Boolean> inPlace = new CompletableFuture<>();
        private final List<User> users = new ArrayList<>();
    }

    /**
     * The conditions of a run.
     *
     * @param ended is completed for each check when it has ended
     */
    Conditions(List<BoundCheck> checks, Map<String, ? extends CompletableFuture<?>> ended) {
        checks.stream()
                .filter(check -> check.check().makesCondition())
                .forEach(check -> byCheck.put(check.entry().id(), new Condition()));
        for (BoundCheck check : checks) {
            String id = check.entry().id();
            check.entry()
                    .under()
                    .map(byCheck::get)
                    .ifPresent(
                            condition -> condition.users.add(new User(id, Objects.requireNonNull(ended.get(id), id))));
        }
    }

    /**
     * Waits until the condition is in place that a check is to run under.
     *
     * @return why the check cannot be run; empty if it can
     */
    Optional<String> await(BoundCheck check) throws InterruptedException {
        Optional<String> under = check.entry().under();
        if (under.isEmpty()) {
            return Optional.empty();
        }
        Condition condition = byCheck.get(under.get());
        if (condition == null) {
            return Optional.of("runs under " + under.get() + ", which was not selected");
        }
        condition.users.stream()
                .filter(user -> user.id.equals(check.entry().id()))
                .forEach(user -> user.thread = Optional.of(Thread.currentThread()));
        return get(condition.inPlace)
                ? Optional.empty()
                : Optional.of("runs under " + under.get() + ", which was not in place");
    }

    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completes with an exception", e);
        }
    }

    /** A check has ended: what it made is not in place any more, if it ever was. */
    void ended(String check) {
        Optional.ofNullable(byCheck.get(check)).ifPresent(condition -> condition.inPlace.complete(false));
    }

    /** Why a check was broken off, if it was. */
    Optional<String> brokenOff(String check) {
        return Optional.ofNullable(broken.get(check));
    }

    /** Those that run under what a check makes. */
    Users users(String check) {
        Condition condition = byCheck.get(check);
        return condition == null
                ? Users.NONE
                : new Users() {
                    @Override
                    public boolean run() throws InterruptedException {
                        condition.inPlace.complete(true);
                        for (User user : condition.users) {
                            get(user.ended);
                        }
                        return !condition.users.isEmpty();
                    }

                    @Override
                    public void stop(String reason) {
                        condition.users.stream()
                                .filter(user -> !user.ended.isDone())
                                .forEach(user -> {
                                    broken.put(user.id, reason);
                                    user.thread.ifPresent(Thread::interrupt);
                                });
                    }
                };
    }
}
