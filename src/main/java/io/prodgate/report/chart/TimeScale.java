package io.prodgate.report.chart;

import io.prodgate.report.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where an instant is on an axis of time, in percent. Long gaps in which nothing happens are folded. */
final class TimeScale {
    /** A gap is folded if it is longer than this share of all that is busy. */
    private static final double LONG = 0.3;

    private static final Duration LEAST_GAP = Duration.ofSeconds(10);
    private static final double FOLD = 3;
    private static final double FOLDS = 30;
    private static final DateTimeFormatter DAY = formatter("MMM d");
    private static final DateTimeFormatter MINUTE = formatter("HH:mm");
    private static final DateTimeFormatter SECOND = formatter("HH:mm:ss");
    private static final DateTimeFormatter TENTH = formatter("HH:mm:ss.S");
    private static final DateTimeFormatter MILLI = formatter("HH:mm:ss.SSS");

    private final List<Piece> pieces;
    private final Duration busy;

    private TimeScale(List<Piece> pieces, Duration busy) {
        this.pieces = pieces;
        this.busy = busy;
    }

    /** A stretch of the axis on which time goes evenly. */
    private record Piece(Span span, double from, double to) {
        double at(Instant instant) {
            long length = span.length().toMillis();
            double share = length == 0
                    ? 0
                    : (double) Duration.between(span.from(), instant).toMillis() / length;
            // Never further than its end, whatever the rounding.
            return Math.min(to, from + Math.clamp(share, 0, 1) * (to - from));
        }
    }

    /** A folded gap, with its place in percent. */
    record Fold(double from, double to, Duration length) {}

    /** A round moment; {@code level} 0 is to be shown always, 1 where there is room for four times as many. */
    record Tick(double at, String label, int level) {}

    /** An axis for all of these times. */
    static TimeScale of(List<Span> spans) {
        List<Span> stretches = folded(Span.joined(spans));
        Duration busy = stretches.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
        int folds = stretches.size() - 1;
        double fold = folds == 0 ? 0 : Math.min(FOLD, FOLDS / folds);
        double room = 100 - fold * folds;
        List<Piece> pieces = new ArrayList<>();
        double from = 0;
        for (Span stretch : stretches) {
            double share = busy.toMillis() == 0
                    ? 1.0 / stretches.size()
                    : (double) stretch.length().toMillis() / busy.toMillis();
            double to = Math.min(100, from + share * room);
            pieces.add(new Piece(stretch, from, to));
            from = Math.min(100, to + fold);
        }
        return new TimeScale(pieces, busy);
    }

    private static List<Span> folded(List<Span> joined) {
        Duration busy = joined.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
        Duration least = Duration.ofMillis((long) (busy.toMillis() * LONG));
        Duration gap = least.compareTo(LEAST_GAP) < 0 ? LEAST_GAP : least;
        List<Span> folded = new ArrayList<>();
        for (Span span : joined) {
            if (!folded.isEmpty()
                    && Duration.between(folded.getLast().to(), span.from()).compareTo(gap) <= 0) {
                folded.add(Span.around(List.of(folded.removeLast(), span)));
            } else {
                folded.add(span);
            }
        }
        return folded;
    }

    /** The place of an instant; one outside of the axis is at its end, one in a fold at the fold's beginning. */
    double at(Instant instant) {
        double at = 0;
        for (Piece piece : pieces) {
            if (instant.isBefore(piece.span().from())) {
                return at;
            }
            at = piece.at(instant);
        }
        return at;
    }

    /** The gaps that are folded. */
    List<Fold> folds() {
        List<Fold> folds = new ArrayList<>();
        for (int i = 1; i < pieces.size(); i++) {
            Piece before = pieces.get(i - 1);
            Piece after = pieces.get(i);
            folds.add(new Fold(
                    before.to(),
                    after.from(),
                    Duration.between(before.span().to(), after.span().from())));
        }
        return folds;
    }

    /** Round moments by the clock, in UTC: about so many for a look at all of it, and more for closer looks. */
    List<Tick> ticks(int most, int levels) {
        List<Tick> ticks = new ArrayList<>();
        Set<Instant> known = new HashSet<>();
        for (int level = 0; level < levels; level++) {
            Duration step = Ticks.step(busy, most << (2 * level));
            for (Piece piece : pieces) {
                for (Instant at : moments(piece.span(), step)) {
                    if (known.add(at)) {
                        ticks.add(new Tick(piece.at(at), label(at, step), level));
                    }
                }
            }
        }
        return ticks;
    }

    private static List<Instant> moments(Span span, Duration step) {
        long millis = step.toMillis();
        List<Instant> moments = new ArrayList<>();
        for (long at = Math.ceilDiv(span.from().toEpochMilli(), millis) * millis;
                at <= span.to().toEpochMilli();
                at += millis) {
            moments.add(Instant.ofEpochMilli(at));
        }
        return moments;
    }

    private static String label(Instant at, Duration step) {
        long millis = step.toMillis();
        DateTimeFormatter format = millis >= Duration.ofDays(1).toMillis()
                ? DAY
                : millis >= 60_000 ? MINUTE : millis >= 1_000 ? SECOND : millis >= 100 ? TENTH : MILLI;
        return format.format(at);
    }

    /** For people: the time that the whole axis is about. */
    String told() {
        Instant from = pieces.getFirst().span().from();
        Instant to = pieces.getLast().span().to();
        return Figures.instant(from) + " – " + Figures.instant(to);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
