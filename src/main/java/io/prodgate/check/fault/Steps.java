package io.prodgate.check.fault;

import io.prodgate.check.lease.Step;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads steps of a plan. */
final class Steps {
    static final List<String> NAMESPACES = List.of("secret", "run");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Plan plan;

    Steps(Plan plan) {
        this.plan = plan;
    }

    /** A request: {@code { put: /admin/slow, headers: {…}, body: '{}', status: [200, 204], says: slow }}. */
    Step call(Keys keys) {
        List<String> methods = METHODS.stream().filter(keys::has).toList();
        if (methods.size() != 1) {
            keys.error(
                    methods.isEmpty() ? "put" : methods.get(1),
                    methods.isEmpty() ? "there is no request" : "there are two requests in one",
                    "write one of: " + String.join(", ", METHODS));
        }
        String method = methods.isEmpty() ? "get" : methods.getFirst();
        Template url = keys.template(method, NAMESPACES).orElse(Template.literal("/"));
        Map<String, Template> headers = templates(keys, "headers", NAMESPACES);
        Optional<Template> body = keys.template("body", NAMESPACES);
        List<Integer> fine = statuses(keys);
        Optional<String> says = keys.text("says");
        keys.done();
        return new Step.Call(method.toUpperCase(Locale.ROOT), absolute(url), headers, body, fine, says);
    }

    private static List<Integer> statuses(Keys keys) {
        List<Integer> fine = new ArrayList<>();
        for (String text : keys.texts("status")) {
            try {
                fine.add(Integer.parseInt(text.strip()));
            } catch (NumberFormatException e) {
                keys.error("status", "'" + text + "' is no status", "write for example 204, or [204, 404]");
            }
        }
        return fine.isEmpty() ? List.of(200, 201, 202, 204) : fine;
    }

    private Template absolute(Template url) {
        if (url.toString().startsWith("/")) {
            List<Template.Part> parts = new ArrayList<>();
            String base = plan.production().url().toString();
            parts.add(new Template.Literal(base.endsWith("/") ? base.substring(0, base.length() - 1) : base));
            parts.addAll(url.parts());
            return new Template(parts);
        }
        return url;
    }

    /** Texts by name. */
    static Map<String, Template> templates(Keys keys, String key, List<String> namespaces) {
        List<String> names = keys.node(key).orElse(null) instanceof PlanNode.Mapping mapping
                ? mapping.entries().stream().map(PlanNode.Entry::key).toList()
                : List.of();
        return keys.mapping(key, inner -> {
                    Map<String, Template> all = new LinkedHashMap<>();
                    names.forEach(name -> inner.template(name, namespaces).ifPresent(value -> all.put(name, value)));
                    inner.done();
                    return all;
                })
                .orElse(Map.of());
    }

    /** A command line for a shell, in the plan's folder. */
    Optional<Step> command(Keys keys, String key, Map<String, Template> environment, Duration timeout) {
        return keys.template(key, List.of("run"))
                .map(line -> new Step.Command(
                        List.of(Template.literal("sh"), Template.literal("-c"), line),
                        environment,
                        folder(),
                        timeout,
                        Optional.empty()));
    }

    private Path folder() {
        return Optional.ofNullable(plan.file().toAbsolutePath().getParent()).orElse(Path.of("/"));
    }
}
