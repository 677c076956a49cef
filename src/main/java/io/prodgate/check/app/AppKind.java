package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.device.maestro.MaestroProcess;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kind {@code app}: a proof of the APK, a check for each flow, and a proof that users are new. */
@Singleton
public final class AppKind implements CheckKind {
    private static final String APK = ".apk";
    private static final String FRESH_USERS = ".fresh-users";

    private final Map<String, String> environment;
    private final ApkPart.Reader apks;
    private final Runners runners;

    /** Makes what runs Maestro. */
    @FunctionalInterface
    interface Runners {
        /** A way of running the flows of an entry, for the run that an attempt is of. */
        FlowRunner open(AppPlan plan, Attempt attempt);
    }

    /** Apps as they are: APKs are read, and Maestro is called. */
    @Inject
    public AppKind() {
        this(System.getenv());
    }

    /** Apps as they are, with this environment instead of that of the process. */
    public AppKind(Map<String, String> environment) {
        this(environment, new ApkProofPart(environment), (plan, attempt) -> maestro(plan, attempt, environment));
    }

    private static FlowRunner maestro(AppPlan plan, Attempt attempt, Map<String, String> environment) {
        return new MaestroProcess(
                plan.maestro().settings(Path.of(System.getProperty("java.io.tmpdir"))),
                environment,
                attempt.log().redactor(),
                attempt.time());
    }

    /**
     * A kind.
     *
     * @param environment of this process: {@code SKIP_DATA_CLEANUP}, and where the user's cache is
     */
    AppKind(Map<String, String> environment, ApkPart.Reader apks, Runners runners) {
        this.environment = Map.copyOf(environment);
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
        AppPlan app = new AppReader(entry, own, plan, environment).read(Set.of(apkId, freshId));
        own.done();
        Suite suite = new Suite(app, apk.facts(), attempt -> runners.open(app, attempt));
        List<BoundCheck> checks = new ArrayList<>();
        checks.add(new BoundCheck(
                entry.within(apk.atLeast()).part(apkId, Optional.of("APK"), entry.tags(), entry.needs()), apk.check()));
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

    @Override
    public String schema() {
        return SchemaParts.read("check-app");
    }
}
