package io.prodgate.check.isolation;

import io.prodgate.check.request.Named;
import io.prodgate.check.request.Step;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request with somebody's credential.
 *
 * @param tenant whose credential it carries; empty for none at all
 * @param may whether production has to let it in
 */
record Call(Endpoint endpoint, Optional<Tenant> tenant, boolean may) {
    private static final String NOBODY = "nobody";

    /** Who calls, for people. */
    String who() {
        return tenant.map(Tenant::name).orElse(NOBODY);
    }

    /** The request line. */
    String what() {
        return endpoint.step().method() + " " + endpoint.step().target().path();
    }

    /** Tells it from all others of the check. */
    String key() {
        return who() + "/" + endpoint.step().line();
    }

    /** What it is, in a few words. */
    String subject() {
        return "%s: %s of %s".formatted(who(), what(), endpoint.whose());
    }

    /** For a preview: the request, who sends it, and what it should come to. */
    String told(boolean allow404) {
        return "%s as %s (%s)".formatted(endpoint.step().line(), who(), expected(allow404));
    }

    /** What production should answer. */
    String expected(boolean allow404) {
        if (may) {
            return "2xx";
        }
        return tenant.isEmpty() ? "401 or 403" : allow404 ? "403 or 404" : "403";
    }

    /** The request with the credential in place of whatever the endpoint says of the same headers. */
    Step step() {
        Step step = endpoint.step();
        List<Named> credential = tenant.map(Tenant::headers).orElse(List.of());
        List<Named> headers = new ArrayList<>(step.headers());
        headers.removeIf(
                header -> credential.stream().anyMatch(own -> own.name().equalsIgnoreCase(header.name())));
        headers.addAll(credential);
        return new Step(
                step.name(),
                step.method(),
                step.target(),
                headers,
                step.content(),
                step.timeout(),
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                // That others are refused says nothing about their credential.
                may ? Credential.OURS : Credential.NONE);
    }

    /** Its line of the matrix. */
    Try ended(End end, String by, String detail) {
        return new Try(who(), what(), endpoint.whose(), end, by, detail);
    }
}
