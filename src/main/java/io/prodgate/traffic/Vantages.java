package io.prodgate.traffic;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.VantageProbe;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.plan.Witnesses.ProbePoint;
import io.prodgate.plan.Witnesses.ProxyPoint;
import io.prodgate.plan.Witnesses.VantagePoint;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Looks at an origin from elsewhere. Only the origin and our name are told, never a credential of production; a place is believed
 * only if it works: its "not reached" counts if it reaches another host.
 */
final class Vantages {
    /** For one look; of each place there are three at most. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int CONTROLS_TRIED = 2;

    private static final int BODY_CAP = 64 * 1024;

    private final List<VantagePoint> points;
    private final List<URI> controls;
    private final Values values;
    private final HttpClient client;
    private final Trust trust;
    private final String userAgent;
    private final Time time;

    /**
     * Places elsewhere.
     *
     * @param controls other hosts, by which a proxy is tried
     * @param values fills in the places' own credentials
     * @param client for the probes
     * @param trust for connections through proxies
     */
    Vantages(
            List<VantagePoint> points,
            List<URI> controls,
            Values values,
            HttpClient client,
            Trust trust,
            String userAgent,
            Time time) {
        this.points = List.copyOf(points);
        this.controls = controls.stream().limit(CONTROLS_TRIED).toList();
        this.values = values;
        this.client = client;
        this.trust = trust;
        this.userAgent = userAgent;
        this.time = time;
    }

    /** One source for each place. */
    List<Recently.Source> looksAt(URI origin) {
        return points.stream()
                .<Recently.Source>map(point -> () -> List.of(look(point, origin)))
                .toList();
    }

    private Evidence look(VantagePoint point, URI origin) throws InterruptedException {
        Instant started = time.now();
        Sight sight = switch (point) {
            case ProxyPoint proxy -> through(proxy, origin);
            case ProbePoint probe -> told(probe, origin);
        };
        return new VantageProbe(
                point.name(),
                origin.toString(),
                sight.usable(),
                sight.reached(),
                sight.detail(),
                started,
                Duration.between(started, time.now()));
    }

    private record Sight(boolean usable, boolean reached, String detail) {
        static Sight reached(String detail) {
            return new Sight(true, true, detail);
        }

        static Sight notReached(String detail) {
            return new Sight(true, false, detail);
        }

        static Sight unusable(String detail) {
            return new Sight(false, false, detail);
        }
    }

    private Sight through(ProxyPoint point, URI origin) throws InterruptedException {
        Optional<String> authorization = filled(point.credentials()).map(Proxies::basic);
        try (Foreign foreign = new Foreign(point.url(), trust, userAgent, authorization)) {
            Foreign.Look look = foreign.look(origin);
            if (look.reached()) {
                return Sight.reached(look.detail());
            }
            for (URI control : controls) {
                if (foreign.look(control).reached()) {
                    return Sight.notReached(look.detail());
                }
            }
            return Sight.unusable(look.detail()
                    + (controls.isEmpty() ? "; without control hosts it cannot be told whose fault that is" : ""));
        } catch (SetupException e) {
            return Sight.unusable(String.valueOf(e.getMessage()));
        }
    }

    private Sight told(ProbePoint point, URI origin) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(question(point.url(), origin))
                .GET()
                .timeout(PATIENCE)
                .header("User-Agent", userAgent);
        filled(point.token()).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        Foreign.Answer<CappedBody.Content> answer =
                Foreign.send(client, request.build(), info -> new CappedBody(BODY_CAP));
        if (answer.response().isEmpty()) {
            return Sight.unusable("the probe could not be asked: " + answer.problem());
        }
        HttpResponse<CappedBody.Content> response = answer.response().get();
        if (response.statusCode() != 200) {
            return Sight.unusable("the probe answered " + response.statusCode());
        }
        String body = new String(response.body().bytes(), StandardCharsets.UTF_8);
        boolean reached = point.reached().find(body).orElse(false);
        boolean notReached = point.notReached().find(body).orElse(false);
        if (reached == notReached) {
            return Sight.unusable("the probe's answer says neither that it was reached nor that it was not");
        }
        return reached ? Sight.reached("so the probe says") : Sight.notReached("so the probe says");
    }

    private static URI question(URI probe, URI origin) {
        String parameter = "url=" + URLEncoder.encode(origin.toString(), StandardCharsets.UTF_8);
        String bare = probe.toString().replaceFirst("#.*", "");
        return URI.create(bare + (probe.getRawQuery() == null ? "?" : "&") + parameter);
    }

    private Optional<String> filled(Optional<Template> template) {
        return template.map(text -> text.fill(values));
    }
}
