package io.prodgate.check.journey;

import io.prodgate.check.request.Capture;
import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.check.spans.TracePlan;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds a journey. */
final class JourneyReader {
    private static final int PARALLEL = 10;
    private static final int MOST_PARALLEL = 200;
    static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
    private static final Duration LOOK_UP_WITHIN = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofSeconds(5);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private final Plan.CheckEntry entry;
    private final Keys own;
    private final List<Item> items;
    private final StepReader steps;
    private final UntilReader untils;
    private final ProofReader proofs;
    private final StepReader unsent;
    private final StepReader watched;

    JourneyReader(Plan.CheckEntry entry, Keys own, Plan plan) {
        this.entry = entry;
        this.own = own;
        this.items = new ItemsReader(plan, own.errors()).read(own);
        References references = References.withItems(own.errors(), this::complaint);
        this.steps = new StepReader(plan, references);
        this.untils = new UntilReader(plan, references, steps);
        this.proofs = new ProofReader(plan, references, steps, own);
        // After an ambiguous sending nothing was captured.
        this.unsent = new StepReader(plan, References.withItems(own.errors(), this::complaint));
        this.watched = new StepReader(plan, new References(own.errors()));
    }

    /** What is wrong with a reference to a part of the items. */
    private Optional<String> complaint(String path) {
        return items.stream()
                .filter(item -> !item.has(path))
                .findFirst()
                .map(item -> "the item '" + item.name() + "' has no '" + path + "'");
    }

    /** The journey, if enough of it could be read; everything that is wrong is noted. */
    Optional<Journey> read() {
        if (!own.has("send")) {
            own.error("send", "'send' is missing", "write the request that begins the journey: 'send: { post: /… }'");
        }
        Optional<Step> send = own.mapping("send", keys -> {
                    Optional<Step> step = steps.read(keys, Optional.of("send"));
                    keys.done();
                    return step;
                })
                .flatMap(step -> step);
        Optional<Journey.LookUp> lookUp = own.mapping("look-up", this::lookUp).flatMap(read -> read);
        Optional<Journey.Until> until =
                own.mapping("until", keys -> untils.read(keys, send)).flatMap(read -> read);
        Optional<Journey.Job> job = proofs.job(until);
        Optional<TracePlan> trace = proofs.trace(items.size());
        List<Journey.Aim> aims = new AimsReader(own).read();
        Optional<Journey.Results> results =
                own.mapping("results", keys -> results(keys, aims)).flatMap(read -> read);
        List<Forgery> forgeries = new ForgeriesReader(own).read(send);
        List<Journey.Watch> unchanged = unchanged();
        int parallel = own.integer("parallel", 1, MOST_PARALLEL).orElse(PARALLEL);
        boolean repeat = own.flag("repeat", false);
        Spread.check(own, items);
        checkWhole(aims);
        checkNotes(aims, until);
        Duration forTraces = trace.map(TracePlan::within).orElse(Duration.ZERO);
        until.ifPresent(waited -> checkTime(waited, parallel, job, forTraces));
        lookUp.ifPresent(asked -> {
            LookUpCaptures captures = new LookUpCaptures(own, send, asked);
            until.ifPresent(waited -> captures.check("until", waited.look().references()));
            job.ifPresent(waited -> captures.check("job", waited.look().references()));
            trace.ifPresent(waited -> captures.check("trace", waited.references()));
        });
        return send.filter(step -> !items.isEmpty())
                .map(step -> new Journey(
                        entry.id(),
                        entry.at().toString(),
                        items,
                        step,
                        forgeries,
                        lookUp,
                        until,
                        job,
                        trace,
                        results,
                        unchanged,
                        parallel,
                        repeat,
                        aims));
    }

    private void checkWhole(List<Journey.Aim> aims) {
        boolean arrives = own.has("until") || own.has("results");
        boolean without = own.has("forge") || own.has("unchanged");
        if (!arrives && !without) {
            own.error("until", "nothing says where the journey ends", "add 'until', or write the request as 'http'");
        }
        if (arrives && without) {
            own.error(
                    own.has("forge") ? "forge" : "unchanged",
                    "what is sent cannot have an effect and have none",
                    "make it a check of its own, without 'until' and 'results'");
        }
        if (own.has("results") && !own.has("until")) {
            own.error("results", "results are counted when the journey has ended", "add 'until'");
        }
        if (!own.has("results") && aims.stream().anyMatch(aim -> aim.measure() == Journey.Measure.RESULTS)) {
            own.error("expect", "nothing says how results are counted", "add 'results: { get: /…, count: $.… }'");
        }
    }

    private void checkNotes(List<Journey.Aim> aims, Optional<Journey.Until> until) {
        boolean notes =
                until.filter(waited -> waited.look() instanceof Look.ForNote).isPresent();
        if (notes && own.has("results")) {
            own.error(
                    "results",
                    "the notes are counted already",
                    "leave out 'results', and write 'expect: { notes: 1 }'");
        }
        if (!notes && until.isPresent() && aims.stream().anyMatch(aim -> aim.measure() == Journey.Measure.NOTES)) {
            own.error("expect", "no notes are waited for", "write 'until: { servicedesk-note: … }'");
        }
    }

    /** Even if no item comes there must be time to say so, and to look once more. */
    private void checkTime(Journey.Until until, int parallel, Optional<Journey.Job> job, Duration forTraces) {
        Duration forJob = job.map(Journey.Job::within).orElse(Duration.ZERO);
        Duration within = forJob.compareTo(until.longest()) > 0 ? forJob : until.longest();
        int rounds = (items.size() + parallel - 1) / parallel;
        if (within.multipliedBy(rounds).plus(forTraces).plus(SECOND_LOOK).compareTo(entry.deadline()) > 0) {
            String all = rounds <= 1
                    ? "'within: " + Words.seconds(until.within()) + "' and a second look"
                    : items.size() + " items, " + parallel + " at a time, 'within: " + Words.seconds(until.within())
                            + "'";
            all += forTraces.isPositive() ? " and " + Words.seconds(forTraces) + " for traces" : "";
            own.error(
                    "until",
                    all + " do not fit into the check's deadline of "
                            + entry.deadline().toSeconds() + " s",
                    rounds <= 1 ? "set 'deadline' on the check" : "set 'deadline' on the check, or raise 'parallel'");
        }
    }

    private Optional<Journey.LookUp> lookUp(Keys keys) {
        Optional<Step> step = asked(keys, unsent, "look-up");
        Journey.Pace pace = pace(keys, Duration.ofSeconds(1));
        Duration within = keys.duration("within").orElse(LOOK_UP_WITHIN);
        keys.done();
        return step.map(asked -> new Journey.LookUp(asked, pace, within));
    }

    private Optional<Journey.Results> results(Keys keys, List<Journey.Aim> aims) {
        Optional<Step> step = asked(keys, steps, "results");
        Optional<Capture> count = required(keys, steps, "count", "'$.notes' or '$.total'");
        Journey.Pace pace = pace(keys, EVERY);
        Duration quiet = keys.duration("quiet").orElse(QUIET);
        keys.done();
        Expectation expectation = aims.stream()
                .filter(aim -> aim.measure() == Journey.Measure.RESULTS)
                .map(Journey.Aim::expectation)
                .findFirst()
                .orElseGet(() -> Expectation.of("1", Expectation.Subject.NUMBER));
        return step.flatMap(asked -> count.map(place -> new Journey.Results(asked, place, pace, quiet, expectation)));
    }

    private List<Journey.Watch> unchanged() {
        boolean several = own.node("unchanged")
                .filter(node -> node instanceof PlanNode.Sequence)
                .isPresent();
        List<Optional<Journey.Watch>> read = several
                ? own.mappings("unchanged", this::watch)
                : own.mapping("unchanged", this::watch).stream().toList();
        return read.stream().flatMap(Optional::stream).toList();
    }

    private Optional<Journey.Watch> watch(Keys keys) {
        Optional<Step> step = asked(keys, watched, "unchanged");
        Optional<Capture> value = required(keys, watched, "value", "'$.queue.depth' or 'body ~ ^depth (\\d+)'");
        Journey.Pace pace = pace(keys, Duration.ofSeconds(1));
        Duration watch = keys.duration("watch").orElse(WATCH);
        keys.done();
        return step.flatMap(asked -> value.map(place -> new Journey.Watch(asked, place, pace, watch)));
    }

    private static Optional<Capture> required(Keys keys, StepReader reader, String key, String example) {
        if (!keys.has(key)) {
            keys.error(key, "'" + key + "' is missing", "say where it is in the answer: " + example);
        }
        return reader.place(keys, key);
    }

    /** A request that is asked again and again, and so must only read. */
    static Optional<Step> asked(Keys keys, StepReader reader, String name) {
        Optional<Step> step = reader.read(keys, Optional.of(name));
        boolean reads = keys.flag("reads", false);
        if (step.isPresent() && step.get().writes() && !reads) {
            keys.error(
                    "reads",
                    "it is asked again and again, and " + step.get().method() + " may change something",
                    "use get, or write 'reads: true' if it changes nothing");
        }
        return step;
    }

    static Journey.Pace pace(Keys keys, Duration fallback) {
        Duration every = keys.duration("every").orElse(fallback);
        if (every.compareTo(LEAST_PAUSE) < 0) {
            keys.error("every", "that is too often", "at least 100ms");
        }
        Duration slowest = keys.duration("slowest").orElse(every);
        if (slowest.compareTo(every) < 0) {
            keys.error("slowest", "'slowest' is shorter than 'every'", "pauses grow from 'every' to 'slowest'");
        }
        return new Journey.Pace(every, slowest);
    }
}
