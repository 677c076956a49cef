package io.prodgate.check.metric;

import io.prodgate.check.metric.SelectorLook.Part;
import io.prodgate.check.metric.Window.Span;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks whether targets were scraped, and were up, all through a window. A step of four scrapes without any is a gap; how long a
 * scrape takes to come again is estimated from how many there are.
 */
final class Scrapes {
    private static final int SCRAPES_A_STEP = 4;
    private static final int MOST_STEPS = 500;

    private final Prometheus prometheus;
    private final Span span;
    private final Calm calm;
    private final Duration tolerated;
    private final boolean tellsDown;

    /**
     * A look at the scrapes of a window.
     *
     * @param calm when production was left to itself: gaps of any other time are ours
     * @param tolerated the longest gap that is fine
     * @param tellsDown whether being down is what is asked for, and so no flaw
     */
    Scrapes(Prometheus prometheus, Span span, Calm calm, Duration tolerated, boolean tellsDown) {
        this.prometheus = prometheus;
        this.span = span;
        this.calm = calm;
        this.tolerated = tolerated;
        this.tellsDown = tellsDown;
    }

    /** Looks at jobs through {@code up}, and at series without a job, or of jobs without {@code up}, through themselves. */
    void look(Collection<String> jobs, List<Selector> withoutJob, List<Trap> found)
            throws SystemException, InterruptedException {
        for (String job : jobs) {
            String up = "up{job=\"" + escaped(job) + "\"}";
            Optional<Duration> step = step(up);
            if (step.isPresent()) {
                job(job, up, step.get(), found);
            } else {
                found.add(Trap.hiding(
                        Kind.GAP,
                        "there is no up{job=\"" + job + "\"}: whether it was scraped all the time is not known"));
            }
        }
        for (Selector selector : withoutJob) {
            Optional<Duration> step = step(selector.text());
            if (step.isPresent()) {
                List<Series> counts =
                        over("count(count_over_time(" + selector.text() + "[" + promql(step.get()) + "]))", step.get());
                missing(selector.text(), present(counts, step.get()), step.get(), found);
            }
        }
    }

    private void job(String job, String up, Duration step, List<Trap> found)
            throws SystemException, InterruptedException {
        String ranged = "(" + up + "[" + promql(step) + "])";
        SelectorLook look = new SelectorLook();
        look.add(Part.SCRAPED, "count(count_over_time" + ranged + ")");
        look.add(Part.DOWN, "min by (instance) (min_over_time" + ranged + ") == 0");
        List<Series> seen = over(look.query(), step);
        missing("job \"" + job + "\"", present(SelectorLook.of(Part.SCRAPED, seen), step), step, found);
        if (tellsDown) {
            return;
        }
        for (Series instance : SelectorLook.of(Part.DOWN, seen)) {
            boolean[] notDown = present(List.of(instance), step);
            for (int i = 0; i < notDown.length; i++) {
                notDown[i] = !notDown[i];
            }
            Duration longest = longest(notDown, step);
            if (longest.compareTo(tolerated) > 0) {
                found.add(Trap.hiding(
                        Kind.GAP,
                        "target " + instance.label("instance") + " of job \"" + job + "\" was down (up == 0) for up to "
                                + Durations.format(longest) + " in a row: what happened meanwhile was not seen"));
            }
        }
    }

    private void missing(String what, boolean[] present, Duration step, List<Trap> found) {
        Duration longest = longest(present, step);
        if (longest.compareTo(tolerated) > 0) {
            found.add(Trap.hiding(
                    Kind.GAP,
                    what + " was not scraped for up to " + Durations.format(longest) + " in a row within "
                            + promql(span.length()) + ": what happened meanwhile was not seen"));
        }
    }

    private List<Series> over(String query, Duration step) throws SystemException, InterruptedException {
        return prometheus
                .lookOver(query, span.from().plus(step), span.from().plus(step.multipliedBy(count(step))), step)
                .series();
    }

    private boolean[] present(List<Series> series, Duration step) {
        boolean[] present = steps(step);
        for (Series one : series) {
            for (int i = 0; i < one.size(); i++) {
                present[index(one.time(i), step, present.length)] = true;
            }
        }
        return present;
    }

    private boolean[] steps(Duration step) {
        return new boolean[(int) count(step)];
    }

    private long count(Duration step) {
        return Math.max(1, span.length().dividedBy(step));
    }

    private int index(double time, Duration step, int length) {
        double sinceStart = time - span.from().toEpochMilli() / 1000.0;
        int index = (int) Math.round(sinceStart * 1000 / step.toMillis()) - 1;
        return Math.max(0, Math.min(length - 1, index));
    }

    private Duration longest(boolean[] fine, Duration step) {
        int longest = 0;
        int current = 0;
        for (int i = 0; i < fine.length; i++) {
            Instant from = span.from().plus(step.multipliedBy(i));
            current = fine[i] || !calm.between(from, from.plus(step)) ? 0 : current + 1;
            longest = Math.max(longest, current);
        }
        return step.multipliedBy(longest);
    }

    /** Empty if there is not a single sample. */
    private Optional<Duration> step(String selected) throws SystemException, InterruptedException {
        List<Series> most = prometheus
                .look("max(count_over_time(" + selected + "[" + promql(span.length()) + "]))", span.to())
                .series();
        if (most.isEmpty() || !(most.getFirst().value(0) > 0)) {
            return Optional.empty();
        }
        long interval =
                (long) Math.ceil(span.length().toSeconds() / most.getFirst().value(0));
        long least = Math.max(interval * SCRAPES_A_STEP, span.length().toSeconds() / MOST_STEPS);
        return Optional.of(Duration.ofSeconds(
                Math.max(1, Math.min(least, Math.max(1, span.length().toSeconds())))));
    }

    /** A duration as PromQL writes it. */
    static String promql(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static String escaped(String text) {
        return List.of(text.split("")).stream()
                .map(one -> one.equals("\\") || one.equals("\"") ? "\\" + one : one.equals("\n") ? "\\n" : one)
                .collect(Collectors.joining());
    }
}
