package io.prodgate.check.request;

import io.prodgate.evidence.Credential;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Template;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Binds the keys of one step. */
public final class StepReader {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head", "options");

    /** All keys of a step, its name left out. */
    public static final List<String> KEYS = Stream.concat(
                    METHODS.stream(),
                    Stream.of(
                            "headers",
                            "query",
                            "body",
                            "json",
                            "form",
                            "body-file",
                            "timeout",
                            "follow",
                            "sign",
                            "expect",
                            "capture"))
            .toList();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTS = 10;

    private final Plan plan;
    private final References references;

    /** A reader for steps of a plan. */
    public StepReader(Plan plan, References references) {
        this.plan = plan;
        this.references = references;
    }

    /** The step, if its request could be read; everything else that is wrong is noted. */
    public Optional<Step> read(Keys keys, Optional<String> name) {
        Optional<String> method = method(keys);
        Optional<Template> path = method.flatMap(m -> references.template(keys, m));
        method.ifPresent(m -> path.ifPresent(p -> checkPath(keys, m, p)));
        List<Named> query = references.named(keys, "query");
        List<Named> headers = references.headers(keys);
        Content content = new ContentReader(plan, references).read(keys);
        Duration timeout = timeout(keys);
        int follow = keys.integer("follow", 0, MOST_REDIRECTS).orElse(0);
        Optional<Signature> signature = new SignatureReader(references).read(keys);
        List<Claim> claims = new ExpectReader(plan, references).read(keys);
        List<Capture> captures = new CaptureReader(references.errors()).read(keys);
        Optional<Step> step = path.map(p -> {
            Target target = new Target(plan.production().url(), p, query);
            List<Template.Reference> used = used(p, query, headers, content, signature);
            Credential credential = references.credential(used);
            references.answered(captures, used);
            return new Step(
                    name,
                    method.orElseThrow().toUpperCase(Locale.ROOT),
                    target,
                    headers,
                    content,
                    timeout,
                    follow,
                    signature,
                    claims,
                    captures,
                    credential);
        });
        if (step.isEmpty()) {
            references.answered(captures, List.of());
        }
        return step;
    }

    /** Conditions on an answer under another key than {@code expect}; nothing is added to what the plan says. */
    public List<Claim> conditions(Keys keys, String key) {
        return new ExpectReader(plan, references).conditions(keys, key);
    }

    /** A place in an answer, as a capture without a use of its own. */
    public Optional<Capture> place(Keys keys, String key) {
        return new CaptureReader(references.errors()).place(keys, key);
    }

    private static Optional<String> method(Keys keys) {
        List<String> methods = METHODS.stream().filter(keys::has).toList();
        if (methods.isEmpty()) {
            keys.error("get", "there is no request", "write for example 'get: /health'");
        }
        if (methods.size() > 1) {
            keys.error(
                    methods.get(1),
                    "a step is one request, and there is '" + methods.getFirst() + "' already",
                    "put further requests under 'steps'");
        }
        return methods.stream().findFirst();
    }

    private void checkPath(Keys keys, String method, Template path) {
        if (path.toString().isBlank()) {
            keys.error(method, "the path is empty", "write for example '" + method + ": /'");
            return;
        }
        if (!(path.parts().getFirst() instanceof Template.Literal(String text))) {
            return;
        }
        if (path.toString().indexOf('#') >= 0) {
            keys.error(method, "a URL's fragment is never sent", "leave out '#' and what follows, or write %23");
        }
        if (Target.isAbsolute(text)) {
            checkHost(keys, method, text);
        } else if (text.contains("://")) {
            keys.error(method, "only http and https are spoken", "write a path, or a URL that begins with https://");
        }
    }

    private void checkHost(Keys keys, String method, String literal) {
        try {
            URI url = new URI(Percent.url(literal));
            if (url.getHost() == null) {
                keys.error(method, "the URL has no host", "write for example 'https://api.example.com/health'");
            } else if (!known(url)) {
                keys.error(
                        method,
                        "'" + url.getHost() + "' is neither production's host nor one of its systems",
                        "if it belongs to production, name it in production.hosts; else it must not be asked");
            }
        } catch (URISyntaxException e) {
            keys.error(
                    method,
                    "the URL is not valid: " + e.getReason(),
                    "write for example 'https://api.example.com/health'");
        }
    }

    private boolean known(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        Stream<URI> urls = Stream.concat(
                Stream.of(plan.production().url()),
                plan.systems().values().stream().map(Plan.SystemEntry::url));
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return urls.anyMatch(known -> host.equalsIgnoreCase(known.getHost()))
                || plan.production().hosts().stream()
                        .anyMatch(known -> known.equalsIgnoreCase(host) || known.equalsIgnoreCase(host + ":" + port));
    }

    private static Duration timeout(Keys keys) {
        Duration timeout = keys.duration("timeout").orElse(TIMEOUT);
        if (!timeout.isPositive()) {
            keys.error("timeout", "no answer comes in no time", "write for example 'timeout: 5s'");
            return TIMEOUT;
        }
        return timeout;
    }

    /** All that is filled into the request, wherever it stands. */
    private List<Template.Reference> used(
            Template path, List<Named> query, List<Named> headers, Content content, Optional<Signature> signature) {
        List<Template.Reference> used = new ArrayList<>(path.references());
        Stream.concat(query.stream(), headers.stream())
                .forEach(named -> used.addAll(named.value().references()));
        used.addAll(content.references());
        signature.ifPresent(s -> used.addAll(s.key().references()));
        plan.production().headers().values().forEach(header -> used.addAll(header.references()));
        return used;
    }
}
