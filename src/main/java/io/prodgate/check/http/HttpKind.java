package io.prodgate.check.http;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kind {@code http}: one request, or several steps. */
@Singleton
public final class HttpKind implements CheckKind {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        References references = new References(own.errors());
        StepReader reader = new StepReader(plan, references);
        List<Step> steps = own.has("steps")
                ? several(own, reader)
                : reader.read(own, Optional.empty()).stream().toList();
        boolean repeat = own.flag("repeat", false);
        own.done();
        return List.of(new BoundCheck(entry, new HttpCheck(entry.at(), steps, repeat)));
    }

    private static List<Step> several(Keys own, StepReader reader) {
        for (String key : StepReader.KEYS) {
            if (own.has(key)) {
                own.error(key, "'" + key + "' cannot stand beside 'steps'", "move it into one of the steps");
            }
        }
        List<Step> steps = new ArrayList<>();
        List<Keys> read = own.mappings("steps", keys -> {
            String name = keys.text("name").orElse(String.valueOf(steps.size() + 1));
            reader.read(keys, Optional.of(name)).ifPresent(steps::add);
            keys.done();
            return keys;
        });
        if (read.isEmpty()) {
            own.error("steps", "there are no steps", "write each as '- get: /…' below it");
        }
        return steps;
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-http");
    }
}
