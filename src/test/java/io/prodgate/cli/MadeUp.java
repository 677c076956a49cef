package io.prodgate.cli;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import io.prodgate.plan.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks that exist only to be chosen and shown. */
public final class MadeUp {
    private final String stage;
    private final String id;
    private List<String> needs = List.of();
    private List<String> tags = List.of();
    private List<String> writes = List.of();
    private List<String> requests;
    private Optional<Preview.Load> load = Optional.empty();
    private List<URI> targets = List.of(URI.create("https://tickets.example.com"));
    private boolean required = true;

    private MadeUp(String stage, String id) {
        this.stage = stage;
        this.id = id;
        this.requests = List.of("GET https://tickets.example.com/" + id);
    }

    /** A check that sends one GET. */
    public static MadeUp check(String stage, String id) {
        return new MadeUp(stage, id);
    }

    public MadeUp needs(String... ids) {
        needs = List.of(ids);
        return this;
    }

    public MadeUp tags(String... names) {
        tags = List.of(names);
        return this;
    }

    public MadeUp load(Preview.Load known) {
        load = Optional.of(known);
        return this;
    }

    public MadeUp requests(List<String> lines) {
        requests = lines;
        return this;
    }

    public MadeUp writes(String... lines) {
        writes = List.of(lines);
        return this;
    }

    public MadeUp targets(String... urls) {
        targets = java.util.stream.Stream.of(urls).map(URI::create).toList();
        return this;
    }

    public MadeUp optional() {
        required = false;
        return this;
    }

    public BoundCheck build() {
        Position at = new Position("prodgate.yaml", 1, 1);
        Plan.CheckEntry entry = new Plan.CheckEntry(
                at,
                id,
                "http",
                Optional.of("Title of " + id),
                stage,
                Severity.HIGH,
                required,
                tags,
                needs,
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                new PlanNode.Mapping(at, "stages[0].checks[0].http", List.of()));
        Preview preview = new Preview(requests, writes, targets);
        return new BoundCheck(
                entry,
                new Shown(load.map(known -> new Preview(requests, writes, targets, known))
                        .orElse(preview)));
    }

    private record Shown(Preview preview) implements Check {
        @Override
        public void attempt(Attempt attempt) {
            throw new IllegalStateException("only to be shown");
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }
}
