package io.prodgate.check.separation;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Template;
import java.util.List;
import java.util.Optional;

/** Binds {@code logs} where Loki is asked. */
final class LogPartReader {
    private final Keys keys;
    private final Plan plan;

    LogPartReader(Keys keys, Plan plan) {
        this.keys = keys;
        this.plan = plan;
    }

    /** The part; empty if something is wrong with it. */
    Optional<SeparationPlan.LogPart> read() {
        Optional<AskedSystem> system = AskedSystem.read(keys, plan, "loki");
        String streams = keys.requiredText("streams");
        boolean selects = LogFilters.isStreams(streams);
        if (keys.has("streams") && !selects) {
            keys.error(
                    "streams",
                    "'" + streams + "' is not a selector of streams",
                    "write for example '{app=\"webhook\"}'");
        }
        Optional<Template> ours = filter("ours");
        Optional<Template> real = filter("real");
        if (!keys.has("ours")) {
            keys.error("ours", "'ours' is missing", "name what marks test traffic: 'synthetic=\"true\"'");
        }
        boolean opposite =
                ours.filter(template -> Matchers.isOne(template.toString())).isPresent();
        if (ours.isPresent() && !keys.has("real") && !opposite) {
            keys.error(
                    "real",
                    "what 'ours' says has no opposite",
                    "say with 'real' which lines are of real users: '| json | synthetic!=\"true\"'");
        }
        keys.done();
        return selects && (opposite || real.isPresent())
                ? system.flatMap(asked -> ours.map(mark -> new SeparationPlan.LogPart(asked, streams, mark, real)))
                : Optional.empty();
    }

    private Optional<Template> filter(String key) {
        Optional<Template> written = keys.template(key, List.of("run"));
        Optional<Template> filter = written.filter(
                template -> Matchers.areMatchers(template.toString()) || LogFilters.areStages(template.toString()));
        if (written.isPresent() && filter.isEmpty()) {
            keys.error(
                    key,
                    "'" + written.get() + "' are neither matchers of labels nor stages of a pipeline",
                    "write them as LogQL does: synthetic=\"true\", or '| json | synthetic=\"true\"'");
        }
        return filter;
    }
}
