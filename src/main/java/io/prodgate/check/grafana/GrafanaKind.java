package io.prodgate.check.grafana;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.system.Systems;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kind {@code grafana}: dashboards that must be there, and show something. */
@Singleton
public final class GrafanaKind implements CheckKind {
    private static final Duration RANGE = Duration.ofHours(1);

    private static final Map<String, GrafanaPlan.Images> IMAGES = Map.of(
            "false",
            GrafanaPlan.Images.NONE,
            "true",
            GrafanaPlan.Images.WHERE_POSSIBLE,
            "required",
            GrafanaPlan.Images.REQUIRED);

    private final Systems systems;

    /** A kind whose checks ask through these clients. */
    public GrafanaKind(Systems systems) {
        this.systems = systems;
    }

    @Override
    public String name() {
        return "grafana";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        Optional<AskedSystem> system = AskedSystem.read(own, plan, "grafana");
        List<String> dashboards = own.texts("dashboards");
        if (own.has("dashboards") && dashboards.stream().allMatch(String::isBlank)) {
            own.error("dashboards", "there are no dashboards", "list their titles or uids, or leave the key out");
        }
        boolean panels = own.flag("panels", true);
        List<String> mayBeEmpty = own.texts("may-be-empty");
        Map<String, String> variables = variables(own);
        GrafanaPlan.Images images = own.oneOf("images", IMAGES).orElse(GrafanaPlan.Images.NONE);
        Duration range = own.duration("range").filter(Duration::isPositive).orElse(RANGE);
        own.done();
        return system
                .map(asked -> new GrafanaPlan(
                        asked,
                        dashboards.isEmpty() ? GrafanaPlan.USUAL : dashboards,
                        panels,
                        mayBeEmpty,
                        variables,
                        images,
                        range))
                .map(read -> new BoundCheck(entry, new GrafanaCheck(read, systems)))
                .stream()
                .toList();
    }

    private static Map<String, String> variables(Keys own) {
        Map<String, String> variables = new LinkedHashMap<>();
        own.node("variables").ifPresent(node -> {
            if (node instanceof PlanNode.Mapping mapping) {
                own.mapping("variables", below -> {
                    mapping.entries()
                            .forEach(entry ->
                                    below.text(entry.key()).ifPresent(text -> variables.put(entry.key(), text)));
                    below.done();
                    return below;
                });
            } else {
                own.error("variables", "expected variables: names and values", "write 'variables: { tenant: a }'");
            }
        });
        return variables;
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-grafana");
    }
}
