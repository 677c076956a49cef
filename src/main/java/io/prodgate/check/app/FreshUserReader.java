package io.prodgate.check.app;

import io.prodgate.check.request.Capture;
import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.RegularExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds {@code fresh-user}. */
final class FreshUserReader {
    private static final String USER_OUTPUT = "USER_ID";
    private static final List<String> WAYS = List.of("output", "log", "look-up");
    private static final List<String> IN_LOOK_UPS = List.of("get", "headers", "query", "timeout", "follow", "expect");

    private final Plan plan;

    /** A reader for an entry of that plan. */
    FreshUserReader(Plan plan) {
        this.plan = plan;
    }

    /** What {@code fresh-user} says; empty if users need not be new. */
    Optional<FreshUser> read(Keys own) {
        Optional<PlanNode> node = own.node("fresh-user");
        if (node.isPresent() && node.get() instanceof PlanNode.Mapping mapping) {
            return freshUser(NodeKeys.of(mapping, own.errors()));
        }
        return own.flag("fresh-user", false) ? Optional.of(new FreshUser.Output(USER_OUTPUT)) : Optional.empty();
    }

    private Optional<FreshUser> freshUser(Keys keys) {
        Optional<FreshUser> output = keys.text("output").map(FreshUser.Output::new);
        Optional<FreshUser> log = keys.text("log").flatMap(pattern -> logLine(keys, pattern));
        Optional<FreshUser> lookUp = keys.mapping("look-up", this::lookUp).flatMap(read -> read);
        keys.done();
        if (WAYS.stream().filter(keys::has).count() != 1) {
            keys.errors()
                    .add(
                            keys.at(),
                            keys.path(),
                            "say in one way where a flow's user is told",
                            "output: USER_ID, log: 'user=(\\S+)', or look-up: { get: '/users/${output.NAME}', id: $.id"
                                    + " }");
            return Optional.empty();
        }
        return output.or(() -> log).or(() -> lookUp);
    }

    private static Optional<FreshUser> logLine(Keys keys, String pattern) {
        try {
            return Optional.of(new FreshUser.LogLine(RegularExpression.compile(pattern)));
        } catch (RegularExpression.InvalidException e) {
            keys.error(
                    "log",
                    "the regular expression is not valid: " + e.getMessage(),
                    "the syntax is RE2's, the first group is the id");
            return Optional.empty();
        }
    }

    private Optional<FreshUser> lookUp(Keys keys) {
        StepReader.KEYS.stream()
                .filter(key -> keys.has(key) && !IN_LOOK_UPS.contains(key))
                .forEach(key -> keys.error(
                        key,
                        "'" + key + "' has no place in a look-up, which only reads",
                        "usable here: " + String.join(", ", IN_LOOK_UPS) + ", id"));
        StepReader reader = new StepReader(plan, References.withOutputs(keys.errors()));
        Optional<Step> step = reader.read(keys, Optional.empty());
        Optional<Capture> id = reader.place(keys, FreshUser.LookUp.ID);
        if (!keys.has(FreshUser.LookUp.ID)) {
            keys.error("id", "'id' is missing", "say where the user's id is in the answer: '$.id' or '$.users[0].id'");
        }
        keys.done();
        if (step.isPresent() && step.get().references().stream().noneMatch(UserLookUp::isOutput)) {
            keys.error(
                    "get",
                    "nothing in the look-up tells whose user it asks for",
                    "ask with something that the flow puts out: '/users?email=${output.EMAIL}'");
        }
        return step.flatMap(asked -> id.map(place -> new FreshUser.LookUp(capturing(asked, place), place.written())));
    }

    private static Step capturing(Step step, Capture id) {
        List<Capture> captures = new ArrayList<>(step.captures());
        captures.add(id);
        return new Step(
                step.name(),
                step.method(),
                step.target(),
                step.headers(),
                step.content(),
                step.timeout(),
                step.follow(),
                step.signature(),
                step.claims(),
                captures,
                step.credential());
    }
}
