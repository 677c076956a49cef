package io.prodgate.check.journey;

import io.prodgate.check.Ledger;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Write;
import io.prodgate.traffic.Sending;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is on the books of one item: how far it came in this attempt, in earlier ones, and before the run was resumed. Beside what was
 * captured a write keeps values whose names begin with {@code @}, which no capture can have.
 */
final class Books {
    private static final String BEFORE = "@before";
    private static final String EARLIEST = "@sent";
    private static final String LATEST = "@sent-latest";
    private static final String LEAST = "@took-least";
    private static final String MOST = "@took-most";
    private static final String MISSING = "@missing-at";
    private static final String END = "@end";
    private static final String DETAIL = "@detail";

    /** Before the name of a step; the value is when it was, a blank, and what it says. */
    private static final String STEP = "@step ";

    private final Ledger ledger;
    private final String key;
    private final String request;
    private final Time time;
    private boolean begun;
    private Optional<String> before;

    /**
     * The books of an item.
     *
     * @param name the item's
     * @param request what is sent
     */
    Books(Ledger ledger, String name, String request, Time time) {
        this.ledger = ledger;
        this.key = name + "/send";
        this.request = request;
        this.time = time;
        this.before = ledger.find(key).map(write -> write.values().get(BEFORE));
    }

    /** Keeps what there was before the item is sent, in words of whoever looked. */
    void before(String seen) {
        before = Optional.of(seen);
    }

    /** What there was before the item was sent, if that was kept. */
    Optional<String> before() {
        return before;
    }

    /** How far an item came. */
    sealed interface Known {}

    /** It has to be sent. */
    record ToBeSent() implements Known {}

    /** It may have arrived: nobody knows yet. */
    record InTheAir(Sent sent) implements Known {}

    /**
     * It was taken by production.
     *
     * @param captured from the answer
     * @param arrival when the state that is waited for was there, if it was
     * @param missing when the state was last looked for and was not there
     * @param steps what proves how far it came
     */
    record Taken(
            Sent sent,
            Map<String, String> captured,
            Optional<Arrival> arrival,
            Optional<Instant> missing,
            List<ItemResult.Step> steps)
            implements Known {
        Taken {
            steps = List.copyOf(steps);
        }

        /** Just taken: nothing was looked for yet. */
        static Taken now(Sent sent, Asking asking) {
            return new Taken(sent, asking.captured(), Optional.empty(), Optional.empty(), asking.steps());
        }
    }

    /** It has ended with the answer to its sending. */
    record Over(End end, Instant sent, String detail) implements Known {}

    Known known() {
        Optional<Write> write = ledger.find(key);
        if (write.isEmpty()) {
            return new ToBeSent();
        }
        return switch (write.get().state()) {
            case NOT_DONE -> new ToBeSent();
            case ABOUT_TO_BE_SENT, UNDONE, NOT_UNDONE -> inTheAir(write.get());
            case ANSWERED -> answered(write.get());
        };
    }

    private Known inTheAir(Write write) {
        begun = true;
        return new InTheAir(new Sent(
                instant(write.values(), EARLIEST).orElse(write.at()),
                instant(write.values(), LATEST).orElseGet(time::now)));
    }

    private static Known answered(Write write) {
        Map<String, String> values = write.values();
        Instant earliest = instant(values, EARLIEST).orElse(write.at());
        Optional<End> end = Optional.ofNullable(values.get(END)).map(End::valueOf);
        if (end.isPresent()) {
            return new Over(end.get(), earliest, values.getOrDefault(DETAIL, ""));
        }
        Map<String, String> captured = new HashMap<>(values);
        captured.keySet().removeIf(name -> name.startsWith("@"));
        return new Taken(
                new Sent(earliest, instant(values, LATEST).orElse(earliest)),
                captured,
                arrival(values),
                instant(values, MISSING),
                steps(values));
    }

    private static List<ItemResult.Step> steps(Map<String, String> values) {
        List<ItemResult.Step> steps = new ArrayList<>();
        values.forEach((name, value) -> {
            String[] parts = value.split(" ", 2);
            if (name.startsWith(STEP) && parts.length == 2) {
                instant(Map.of(name, parts[0]), name)
                        .ifPresent(at -> steps.add(new ItemResult.Step(name.substring(STEP.length()), at, parts[1])));
            }
        });
        return steps;
    }

    private static Optional<Arrival> arrival(Map<String, String> values) {
        try {
            return Optional.ofNullable(values.get(MOST))
                    .map(most -> new Arrival(Duration.parse(values.getOrDefault(LEAST, "PT0S")), Duration.parse(most)));
        } catch (DateTimeException e) {
            // Masked, since it looks like a secret: it is looked for again.
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(Map<String, String> values, String name) {
        try {
            return Optional.ofNullable(values.get(name)).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Notes what becomes of it on its way out. */
    Sending sending() {
        return new Sending() {
            @Override
            public void begins() {
                begun = true;
                note(Write.State.ABOUT_TO_BE_SENT, Map.of());
            }

            @Override
            public void refused() {
                notDone();
            }
        };
    }

    /** It was sent, and there is no answer. */
    void inTheAir(Sent sent) {
        note(
                Write.State.ABOUT_TO_BE_SENT,
                Map.of(
                        EARLIEST, sent.earliest().toString(),
                        LATEST, sent.latest().toString()));
    }

    /** What was begun was certainly not carried out. */
    void notDone() {
        if (begun) {
            begun = false;
            note(Write.State.NOT_DONE, Map.of());
        }
    }

    void taken(Taken taken) {
        Map<String, String> values = new HashMap<>(taken.captured());
        values.put(EARLIEST, taken.sent().earliest().toString());
        values.put(LATEST, taken.sent().latest().toString());
        taken.arrival().ifPresent(arrival -> {
            values.put(LEAST, arrival.least().toString());
            values.put(MOST, arrival.most().toString());
        });
        taken.missing().ifPresent(at -> values.put(MISSING, at.toString()));
        taken.steps().forEach(step -> values.put(STEP + step.what(), step.at() + " " + step.detail()));
        note(Write.State.ANSWERED, values);
    }

    void over(Over over) {
        note(
                Write.State.ANSWERED,
                Map.of(EARLIEST, over.sent().toString(), END, over.end().name(), DETAIL, over.detail()));
    }

    private void note(Write.State state, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        before.ifPresent(seen -> all.put(BEFORE, seen));
        ledger.note(new Write(key, request, state, all, time.now()));
    }
}
