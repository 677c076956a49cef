package io.prodgate.check.request;

import io.prodgate.evidence.Credential;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request and what is expected of its answer.
 *
 * @param name for messages
 * @param method in upper case
 * @param target where it goes
 * @param headers as the plan has them
 * @param content what it carries
 * @param timeout for each answer
 * @param follow how many redirects are followed
 * @param signature over the content
 * @param claims what is expected, the status first
 * @param captures what is taken from the answer
 * @param credential whose credential the request carries
 */
public record Step(
        Optional<String> name,
        String method,
        Target target,
        List<Named> headers,
        Content content,
        Duration timeout,
        int follow,
        Optional<Signature> signature,
        List<Claim> claims,
        List<Capture> captures,
        Credential credential) {
    private static final int TOO_MANY = 429;

    public Step {
        headers = List.copyOf(headers);
        claims = List.copyOf(claims);
        captures = List.copyOf(captures);
    }

    /** The same step under a name. */
    public Step named(String other) {
        return new Step(
                Optional.of(other),
                method,
                target,
                headers,
                content,
                timeout,
                follow,
                signature,
                claims,
                captures,
                credential);
    }

    /** The request line with references unresolved. */
    public String line() {
        return method + " " + target.shown();
    }

    /** The references in the request and in what is expected of its answer. */
    public List<Template.Reference> references() {
        List<Template.Reference> all = new ArrayList<>(target.path().references());
        Stream.concat(target.query().stream(), headers.stream())
                .forEach(named -> all.addAll(named.value().references()));
        all.addAll(content.references());
        signature.ifPresent(sign -> {
            all.addAll(sign.key().references());
            sign.id().ifPresent(id -> all.addAll(id.references()));
        });
        claims.forEach(claim -> all.addAll(claim.references()));
        return List.copyOf(all);
    }

    /** The files beside the plan that it sends or is judged by. */
    public List<Path> files() {
        Stream<Path> sent = content instanceof Content.Bytes(Path file) ? Stream.of(file) : Stream.empty();
        return Stream.concat(sent, claims.stream().flatMap(claim -> claim.file().stream()))
                .toList();
    }

    /** True if the request may change something in production (RFC 9110 section 9.2.1). */
    public boolean writes() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    /**
     * True if a limit is what is asked for: its status is named, not merely allowed. Whoever takes anything below 500 does not ask for
     * one.
     */
    boolean wantsLimit(Values values) {
        return claims.stream()
                .anyMatch(claim -> claim instanceof Claim.Status status
                        && status.expectation().toString().contains(String.valueOf(TOO_MANY))
                        && status.expectation()
                                .judge(Actual.number(TOO_MANY), values)
                                .met());
    }
}
