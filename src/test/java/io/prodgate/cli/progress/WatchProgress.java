package io.prodgate.cli.progress;

import io.prodgate.cli.Palette;
import io.prodgate.cli.Signals;
import io.prodgate.cli.Surroundings;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Time;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Event;
import io.prodgate.testing.Runs;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Help.Ansi;

/** Shows the progress of a made-up run, to look at it in a real terminal, a pipe, or with Ctrl-C. Not a test. */
final class WatchProgress {
    private static final int CHECKS = 30;

    private WatchProgress() {}

    public static void main(String[] arguments) throws Exception {
        Time time = Time.system();
        java.io.Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        Surroundings surroundings = new Surroundings(System.getenv(), time, new Random(1), () -> terminal);
        PrintWriter out = new PrintWriter(System.out);
        Palette palette = new Palette(terminal ? Ansi.ON : Ansi.OFF);
        AtomicBoolean stopped = new AtomicBoolean();
        Signals.Ended<Boolean> ended;
        try (ProgressView view = Progress.open(surroundings, out, palette)) {
            ended = new Signals(time)
                    .whileRunning(
                            kind -> {
                                view.stopping(kind.signalName());
                                stopped.set(true);
                            },
                            view::close,
                            () -> play(view, time, stopped));
        }
        System.exit(ended.signal().map(Signals.Kind::exitCode).orElse(0));
    }

    private static boolean play(ProgressView view, Time time, AtomicBoolean stopped) throws InterruptedException {
        Random random = new Random(7);
        List<CheckHead> heads = new ArrayList<>();
        for (int i = 0; i < CHECKS; i++) {
            heads.add(Script.check("check-" + i + "-of-the-plan", "tickets"));
        }
        view.happened(
                time.now(),
                new Event.RunStarted(Runs.head(
                        "20260102-030405-9f3c",
                        "0.1.0",
                        "prodgate.yaml",
                        "00",
                        "11",
                        "tickets",
                        URI.create("https://tickets.example.com"),
                        Optional.empty(),
                        Duration.ofMinutes(5),
                        time.now(),
                        List.of(),
                        heads)));
        view.happened(time.now(), new Event.StageStarted("tickets"));
        Semaphore places = new Semaphore(8);
        List<Thread> threads = new ArrayList<>();
        for (CheckHead head : heads) {
            int millis = 500 + random.nextInt(4000);
            Outcome outcome = random.nextInt(8) == 0 ? Outcome.FLAKY : Outcome.PASSED;
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    places.acquire();
                    if (!stopped.get()) {
                        view.happened(time.now(), new Event.CheckStarted(head.id()));
                        if (millis > 3500) {
                            view.waiting(
                                    head.id(),
                                    "rate limit of tickets.example.com (429 with Retry-After: 3)",
                                    time.now().plusSeconds(3));
                        }
                        time.sleep(Duration.ofMillis(millis));
                    }
                    view.happened(
                            time.now(),
                            new Event.CheckFinished(
                                    head.id(),
                                    stopped.get() ? Outcome.SKIPPED : outcome,
                                    Optional.empty(),
                                    Optional.empty(),
                                    stopped.get()
                                            ? "interrupted"
                                            : outcome == Outcome.FLAKY ? "met on the second try" : ""));
                    places.release();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        view.happened(time.now(), stopped.get() ? new Event.RunInterrupted("SIGINT") : new Event.RunFinished());
        return true;
    }
}
