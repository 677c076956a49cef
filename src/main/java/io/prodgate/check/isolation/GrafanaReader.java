package io.prodgate.check.isolation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.AskedSystem;
import io.prodgate.check.request.Content;
import io.prodgate.check.request.Named;
import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.Target;
import io.prodgate.evidence.Credential;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Template;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Binds {@code grafana}: what each login sees of the dashboards, and of the numbers behind them.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/developers/http_api/">HTTP API</a>
 */
final class GrafanaReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final Keys own;
    private final Plan plan;
    private final References references;

    GrafanaReader(Keys own, Plan plan, References references) {
        this.own = own;
        this.plan = plan;
        this.references = references;
    }

    /** A tenant's login. */
    Optional<Tenant.Login> login(Keys tenant) {
        Optional<Tenant.Login> login = tenant.mapping("grafana", keys -> {
            List<Named> headers = references.headers(keys);
            List<String> ids = keys.texts("ids");
            List<String> dashboards = keys.texts("dashboards");
            if (headers.isEmpty()) {
                keys.error("headers", "this login has no credential", "write its headers: 'Authorization: …'");
            }
            if (ids.isEmpty()) {
                keys.error("ids", "nothing marks what it sees", "name texts that only its dashboards and numbers hold");
            }
            IsolationReader.longEnough(keys, ids);
            keys.done();
            return new Tenant.Login(headers, ids, dashboards);
        });
        if (login.isEmpty() && own.has("grafana") && !tenant.has("grafana")) {
            tenant.error("grafana", "this tenant has no login there", "write 'grafana: { headers: …, ids: […] }'");
        }
        return login;
    }

    /** The walls in Grafana, if they are to be tried. */
    Optional<ApiPlan> read(List<Tenant> tenants) {
        return own.mapping("grafana", keys -> {
            Optional<URI> url = AskedSystem.read(keys, plan, "grafana")
                    .map(system -> system.entry().url());
            List<String> queries = keys.texts("queries");
            Optional<String> source = keys.text("source");
            if (source.isEmpty() != queries.isEmpty()) {
                keys.error(
                        queries.isEmpty() ? "queries" : "source",
                        "a query and the data source that it asks belong together",
                        "write 'source: UID' and 'queries: [PROMQL]'");
            }
            keys.done();
            List<Tenant> logins = tenants.stream()
                    .filter(tenant -> tenant.grafana().isPresent())
                    .map(GrafanaReader::inGrafana)
                    .toList();
            List<Endpoint> endpoints = new ArrayList<>();
            url.ifPresent(base -> {
                endpoints.add(new Endpoint(get(base, "/api/search?type=dash-db"), Optional.empty()));
                logins.forEach(tenant -> tenant.grafana().orElseThrow().dashboards().stream()
                        .map(uid -> new Endpoint(get(base, "/api/dashboards/uid/" + uid), Optional.of(tenant)))
                        .forEach(endpoints::add));
                queries.forEach(query ->
                        endpoints.add(new Endpoint(query(base, source.orElse(""), query), Optional.empty(), false)));
            });
            // What is in another organisation is not there for Grafana.
            return new ApiPlan("Grafana", logins, endpoints, true, false);
        });
    }

    private static Tenant inGrafana(Tenant tenant) {
        Tenant.Login login = tenant.grafana().orElseThrow();
        return new Tenant(
                tenant.name(), login.headers(), login.ids(), tenant.key(), tenant.namespace(), tenant.grafana());
    }

    private Step get(URI base, String path) {
        return step("GET", base, path, List.of(), new Content.None());
    }

    private Step query(URI base, String source, String query) {
        ObjectNode body = JSON.createObjectNode().put("from", "now-15m").put("to", "now");
        ArrayNode queries = body.putArray("queries");
        ObjectNode one = queries.addObject().put("refId", "A").put("expr", query);
        one.putObject("datasource").put("uid", source);
        one.put("intervalMs", 15_000).put("maxDataPoints", 100);
        return step(
                "POST",
                base,
                "/api/ds/query",
                List.of(new Named("Content-Type", Template.literal("application/json"))),
                new Content.Text(Template.literal(body.toString())));
    }

    private Step step(String method, URI base, String path, List<Named> headers, Content content) {
        return new Step(
                Optional.empty(),
                method,
                new Target(
                        plan.production().url(),
                        Template.literal(base.toString().replaceAll("/+$", "") + path),
                        List.of()),
                headers,
                content,
                TIMEOUT,
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                Credential.NONE);
    }
}
