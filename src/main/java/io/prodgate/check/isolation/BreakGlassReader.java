package io.prodgate.check.isolation;

import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds {@code break-glass}. */
final class BreakGlassReader {
    private static final List<String> NOT_HERE =
            List.of("body", "json", "form", "body-file", "follow", "sign", "capture");
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Keys own;
    private final StepReader steps;

    BreakGlassReader(Keys own, Plan plan, References references) {
        this.own = own;
        this.steps = new StepReader(plan, references);
    }

    /** What is tried, if anything is. */
    Optional<BreakGlassPlan> read() {
        return own.mapping("break-glass", keys -> {
                    Optional<Step> access = step(keys, "access", false);
                    Optional<Step> entry = step(keys, "entry", true);
                    Duration within = keys.duration("within").orElse(WITHIN);
                    keys.done();
                    return access.flatMap(first -> entry.map(then -> new BreakGlassPlan(first, then, within)));
                })
                .flatMap(found -> found);
    }

    private Optional<Step> step(Keys keys, String name, boolean expects) {
        Optional<Step> step = keys.mapping(name, inner -> {
                    Optional<Step> read = steps.read(inner, Optional.empty());
                    NOT_HERE.stream()
                            .filter(inner::has)
                            .forEach(key -> inner.error(
                                    key, "'" + key + "' has no place here", "let it be a plain request that reads"));
                    if (inner.has("expect") != expects) {
                        inner.error(
                                "expect",
                                expects ? "nothing tells the entry from others" : "'expect' has no place here",
                                expects
                                        ? "say what it holds of this access, such as '${run.id}'"
                                        : "it has to be let in; leave 'expect' out");
                    }
                    inner.done();
                    return read;
                })
                .flatMap(found -> found);
        if (!keys.has(name)) {
            keys.error(name, "'" + name + "' is missing", "write it as a request: 'get: /…'");
        }
        step.filter(Step::writes)
                .ifPresent(writes -> keys.error(name, "it may change something", "let it be a request that reads"));
        return step;
    }
}
