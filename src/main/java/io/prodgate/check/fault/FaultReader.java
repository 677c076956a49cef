package io.prodgate.check.fault;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.Hours;
import io.prodgate.check.HoursReader;
import io.prodgate.check.lease.Step;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a fault of a plan. */
final class FaultReader {
    private static final List<String> INJECTORS = List.of("toxiproxy", "http", "script", "kubernetes");
    private static final List<String> TOXICS =
            List.of("latency", "timeout", "reset_peer", "slow_close", "bandwidth", "slicer", "limit_data");
    private static final Duration TERM = Duration.ofSeconds(60);
    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MILLISECONDS_OF_A_DAY = 86_400_000;

    private final Plan plan;
    private final Steps steps;
    private final Map<String, String> environment;

    /**
     * A reader.
     *
     * @param environment that kubectl sees
     */
    FaultReader(Plan plan, Map<String, String> environment) {
        this.plan = plan;
        this.steps = new Steps(plan);
        this.environment = environment;
    }

    Optional<FaultPlan> read(Plan.CheckEntry entry, Keys own) {
        if (entry.needs().isEmpty()) {
            own.error(
                    "needs",
                    "nothing shows that production is well before it is disturbed",
                    "name in 'needs' the checks of its steady state");
        }
        Optional<Injector> injector =
                own.mapping("inject", keys -> injector(keys, entry.id())).flatMap(found -> found);
        if (!own.has("inject")) {
            own.error("inject", "'inject' is missing", "say what makes the fault: " + String.join(", ", INJECTORS));
        }
        Duration atMost = positive(own, "at-most").orElse(AT_MOST);
        if (atMost.compareTo(LONGEST) > 0) {
            own.error("at-most", "a fault in production may last an hour at most", "write for example 5m");
        }
        Duration term = positive(own, "term").orElse(TERM);
        Optional<Hours> hours = own.mapping("hours", HoursReader::read).flatMap(found -> found);
        Optional<Abort> abort = own.mapping("abort-when", this::abort).flatMap(found -> found);
        List<String> tenants = own.texts("tenants");
        String what = own.text("what").or(entry::title).orElse(entry.id());
        own.done();
        return injector.map(made -> new FaultPlan(what, made, term, atMost, hours, abort, tenants));
    }

    static Optional<Duration> positive(Keys own, String key) {
        Optional<Duration> found = own.duration(key);
        found.filter(duration -> !duration.isPositive())
                .ifPresent(duration -> own.error(key, "it has to last", "write for example 60s"));
        return found.filter(Duration::isPositive);
    }

    private Optional<Injector> injector(Keys keys, String check) {
        List<String> named = INJECTORS.stream().filter(keys::has).toList();
        if (named.size() != 1) {
            keys.error(
                    named.isEmpty() ? "inject" : named.get(1),
                    named.isEmpty() ? "nothing makes the fault" : "two things make one fault",
                    "write one of: " + String.join(", ", INJECTORS));
        }
        Optional<Injector> injector = keys.mapping("toxiproxy", this::toxiproxy)
                .or(() -> keys.mapping("http", this::calls))
                .or(() -> keys.mapping("script", this::scripts))
                .or(() -> keys.mapping("kubernetes", new ClusterReader(plan, check, environment)::read))
                .flatMap(found -> found);
        keys.done();
        return injector;
    }

    /** {@code { proxy: knowledge-base, latency: 31000 }}, {@code { proxy: kb, down: true }}. */
    private Optional<Injector> toxiproxy(Keys keys) {
        Optional<AskedSystem> system = AskedSystem.read(keys, plan, "toxiproxy");
        String proxy = keys.requiredText("proxy");
        boolean down = keys.flag("down", false);
        Optional<String> type = keys.oneOf("toxic", words(TOXICS));
        String stream =
                keys.oneOf("stream", words(List.of("downstream", "upstream"))).orElse("downstream");
        OptionalInt share = keys.integer("percent", 1, 100);
        Map<String, Integer> attributes = attributes(keys);
        if (down == type.isPresent()) {
            keys.error(
                    "toxic",
                    down ? "a proxy that is down has no toxic" : "nothing is done to the proxy",
                    "write 'down: true', or 'toxic:' with one of " + String.join(", ", TOXICS));
        }
        keys.done();
        return system.map(found -> new Toxiproxy(
                found,
                proxy,
                type.map(named -> new Toxiproxy.Toxic(named, stream, share.orElse(100) / 100.0, attributes))));
    }

    private static Map<String, String> words(List<String> words) {
        Map<String, String> map = new LinkedHashMap<>();
        words.forEach(word -> map.put(word, word));
        return map;
    }

    private static Map<String, Integer> attributes(Keys keys) {
        List<String> names = keys.node("attributes").orElse(null) instanceof PlanNode.Mapping mapping
                ? mapping.entries().stream().map(PlanNode.Entry::key).toList()
                : List.of();
        return keys.mapping("attributes", inner -> {
                    Map<String, Integer> all = new LinkedHashMap<>();
                    names.forEach(name ->
                            inner.integer(name, 0, MILLISECONDS_OF_A_DAY).ifPresent(value -> all.put(name, value)));
                    inner.done();
                    return all;
                })
                .orElse(Map.of());
    }

    /** {@code { make: { put: /admin/slow }, there: { get: … }, undo: { delete: … }, gone: { get: …, status: 404 } }}. */
    private Optional<Injector> calls(Keys keys) {
        Injection injection = new Injection(
                required(keys, "make"), optional(keys, "there"), required(keys, "undo"), required(keys, "gone"));
        keys.done();
        return Optional.of(new Fixed(injection));
    }

    private List<Step> required(Keys keys, String key) {
        if (!keys.has(key)) {
            keys.error(key, "'" + key + "' is missing", "a fault is made, undone, and proven to be gone");
        }
        return optional(keys, key);
    }

    private List<Step> optional(Keys keys, String key) {
        return keys.mapping(key, steps::call).stream().toList();
    }

    /** {@code { make: ./hold.sh, undo: ./release.sh, gone: ./is-released.sh, environment: {…}, timeout: 30s }}. */
    private Optional<Injector> scripts(Keys keys) {
        Map<String, Template> environment = Steps.templates(keys, "environment", Steps.NAMESPACES);
        Duration timeout = positive(keys, "timeout").orElse(Steps.TIMEOUT);
        for (String key : List.of("make", "undo", "gone")) {
            if (!keys.has(key)) {
                keys.error(key, "'" + key + "' is missing", "a fault is made, undone, and proven to be gone");
            }
        }
        Injection injection = new Injection(
                steps.command(keys, "make", environment, timeout).stream().toList(),
                steps.command(keys, "there", environment, timeout).stream().toList(),
                steps.command(keys, "undo", environment, timeout).stream().toList(),
                steps.command(keys, "gone", environment, timeout).stream().toList());
        keys.done();
        return Optional.of(new Fixed(injection));
    }

    private Optional<Abort> abort(Keys keys) {
        Optional<AskedSystem> system = AskedSystem.read(keys, plan, "prometheus");
        String query = keys.requiredText("query");
        Duration every = positive(keys, "every").orElse(EVERY);
        Optional<Expectation> when = keys.node("when")
                .flatMap(node -> Expectation.read(node, Expectation.Subject.NUMBER, List.of(), keys.errors()));
        if (!keys.has("when")) {
            keys.error("when", "'when' is missing", "say what the number is when users are harmed: '> 0.01'");
        }
        keys.done();
        return system.flatMap(asked -> when.map(harm -> new Abort(asked, query, harm, every)));
    }
}
