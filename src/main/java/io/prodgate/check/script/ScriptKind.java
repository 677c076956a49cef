package io.prodgate.check.script;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The kind {@code script}: an existing test suite, run with its environment. */
@Singleton
public final class ScriptKind implements CheckKind {
    private final Map<String, String> environment;

    /** Scripts that inherit the environment of this process. */
    @Inject
    public ScriptKind() {
        this(System.getenv());
    }

    /** Scripts that inherit this environment. */
    public ScriptKind(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "script";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        Script script = new ScriptReader(own, plan.file()).read(entry.at());
        own.done();
        return List.of(new BoundCheck(entry, new ScriptCheck(script, environment)));
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-script");
    }
}
