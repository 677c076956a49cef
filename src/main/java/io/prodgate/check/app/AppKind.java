package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.device.maestro.Flow;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The kind {@code app}: a proof of the APK, a check for each flow, and a proof that users are new. */
public final class AppKind implements CheckKind {
    private static final String APK = ".apk";
    private static final String FRESH_USERS = ".fresh-users";

    private final Map<String, String> environment;
    private final Finder finder;
    private final ApkPart.Reader apks;
    private final Function<Attempt, FlowRunner> runners;

    /** Finds the flows of a workspace. */
    interface Finder {
        /**
         * The flows that Maestro would run.
         *
         * @param paths folders and flow files, absolute
         * @param config a configuration other than the folder's own
         * @param tags flows without any of them are left out; none: all flows
         * @param excludeTags flows with any of them are left out
         * @return empty if there is anything Maestro would refuse; {@code errors} says what
         */
        Optional<List<Flow>> find(
                List<Path> paths,
                Optional<Path> config,
                List<String> tags,
                List<String> excludeTags,
                PlanErrors errors);
    }

    /**
     * A kind.
     *
     * @param environment of this process: {@code SKIP_DATA_CLEANUP}, and where the user's cache is
     * @param runners what runs Maestro, for an attempt
     */
    AppKind(
            Map<String, String> environment,
            Finder finder,
            ApkPart.Reader apks,
            Function<Attempt, FlowRunner> runners) {
        this.environment = Map.copyOf(environment);
        this.finder = finder;
        this.apks = apks;
        this.runners = runners;
    }

    @Override
    public String name() {
        return "app";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        ApkPart apk = apks.read(entry, own, plan);
        String apkId = entry.id() + APK;
        String freshId = entry.id() + FRESH_USERS;
        AppPlan app = new AppReader(entry, own, plan, environment, finder).read(Set.of(apkId, freshId));
        own.done();
        Suite suite = new Suite(app, apk.facts(), runners);
        List<BoundCheck> checks = new ArrayList<>();
        checks.add(new BoundCheck(
                longer(entry, apk.atLeast()).part(apkId, Optional.of("APK"), entry.tags(), entry.needs()),
                apk.check()));
        List<String> needs = new ArrayList<>(entry.needs());
        needs.add(apkId);
        for (NamedFlow flow : app.flows()) {
            Set<String> tags = new LinkedHashSet<>(entry.tags());
            tags.addAll(flow.flow().tags());
            checks.add(new BoundCheck(
                    entry.part(flow.id(), Optional.of(flow.flow().name()), List.copyOf(tags), needs),
                    new FlowCheck(flow, app, suite)));
        }
        app.freshUser()
                .ifPresent(where -> checks.add(new BoundCheck(
                        entry.part(
                                freshId,
                                Optional.of("fresh users"),
                                entry.tags(),
                                app.flows().stream().map(NamedFlow::id).toList()),
                        new FreshUsersCheck(app, where, suite.users()))));
        return checks;
    }

    private static Plan.CheckEntry longer(Plan.CheckEntry entry, Duration atLeast) {
        return entry.deadline().compareTo(atLeast) >= 0
                ? entry
                : new Plan.CheckEntry(
                        entry.at(),
                        entry.id(),
                        entry.kind(),
                        entry.title(),
                        entry.stage(),
                        entry.severity(),
                        entry.required(),
                        entry.tags(),
                        entry.needs(),
                        atLeast,
                        entry.runbook(),
                        entry.owner(),
                        entry.own());
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-app");
    }
}
