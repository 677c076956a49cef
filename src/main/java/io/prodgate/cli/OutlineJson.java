package io.prodgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.plan.Plan;
import java.util.Collection;

/** An {@link Outline} for programs. */
final class OutlineJson {
    private OutlineJson() {}

    /** The outline as JSON; durations in decimal seconds. */
    static String of(Outline outline) {
        Plan plan = outline.plan();
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("plan", plan.file().toString());
        root.put("planSha256", plan.sha256());
        root.put("production", plan.production().name());
        root.put("url", plan.production().url().toString());
        plan.production().revision().ifPresent(revision -> root.put("revision", revision));
        texts(root.putArray("controls"), plan.controls());
        ArrayNode points = root.putArray("vantagePoints");
        plan.witnesses()
                .vantagePoints()
                .forEach(point -> points.addObject()
                        .put("name", point.name())
                        .put("url", point.url().toString()));
        // Absent if nobody but this machine's resolver may be asked.
        plan.witnesses().nameServers().ifPresent(servers -> texts(root.putArray("nameServers"), servers));
        root.put("budget", plan.budget().toMillis() / 1000.0);
        root.put("settle", plan.production().settle().toMillis() / 1000.0);
        root.put("requests", outline.load().production());
        root.put("requestsToSystems", outline.load().systems());
        // True if how many it will be depends on answers; then they are the fewest.
        root.put("requestsAbout", outline.load().about());
        outline.leastTime().ifPresent(least -> root.put("leastTime", least.toMillis() / 1000.0));
        texts(root.putArray("targets"), outline.targets());
        texts(root.putArray("warnings"), outline.warnings());
        ArrayNode stages = root.putArray("stages");
        outline.stages().forEach(stage -> stage(stages.addObject(), stage));
        return root.toPrettyString();
    }

    private static void stage(ObjectNode node, Outline.StageOutline stage) {
        node.put("name", stage.name());
        ArrayNode checks = node.putArray("checks");
        stage.checks().forEach(check -> check(checks.addObject(), check));
    }

    private static void check(ObjectNode node, Outline.CheckOutline check) {
        Plan.CheckEntry entry = check.entry();
        node.put("id", entry.id());
        node.put("kind", entry.kind());
        entry.title().ifPresent(title -> node.put("title", title));
        node.put("severity", entry.severity().wireName());
        node.put("required", entry.required());
        node.put("class", check.safety().wireName());
        texts(node.putArray("tags"), entry.tags());
        texts(node.putArray("needs"), entry.needs());
        texts(node.putArray("requests"), check.preview().requests());
        texts(node.putArray("writes"), check.preview().writes());
    }

    private static void texts(ArrayNode array, Collection<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }
}
