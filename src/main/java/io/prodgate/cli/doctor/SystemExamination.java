package io.prodgate.cli.doctor;

import io.prodgate.plan.Plan;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system around production: does it answer, and does it take our token? */
final class SystemExamination implements Examination {
    private final String name;
    private final Plan.SystemEntry system;
    private final Values secrets;
    private final Probe probe;

    SystemExamination(String name, Plan.SystemEntry system, Values secrets, Probe probe) {
        this.name = name;
        this.system = system;
        this.secrets = secrets;
        this.probe = probe;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        String subject = "system " + name + " at " + system.url();
        Optional<Map.Entry<String, String>> credential;
        try {
            credential = system.token().map(token -> header(token.fill(secrets)));
        } catch (Values.MissingValueException e) {
            return List.of(Finding.fail(subject, String.valueOf(e.getMessage()), "add it to secrets in the plan"));
        }
        return List.of(
                switch (probe.ask("GET", system.url(), credential, probe.log())) {
                    case Reply.Answer answer ->
                        refreshed()
                                ? Finding.ok(
                                        subject,
                                        "answers " + answer.exchange().status()
                                                + "; the tokens for it are got in a run, and were not tried")
                                : answered(subject, answer.exchange().status(), credential.isPresent());
                    case Reply.NoAnswer none ->
                        Finding.fail(
                                subject,
                                none.trouble().message(),
                                Remedy.of(none.trouble().kind()));
                    case Reply.GivenUp given ->
                        Finding.warn(
                                subject,
                                "it wants a wait of " + given.pause().delay().toSeconds() + " s",
                                "lower its rate-limit in the plan");
                });
    }

    private static Finding answered(String subject, int status, boolean withToken) {
        if (status == 401 || status == 403) {
            return withToken
                    ? Finding.fail(subject, "refuses the token (" + status + ")", "check the token and its rights")
                    : Finding.fail(subject, "wants a token (" + status + ")", "add token: to the system in the plan");
        }
        String what = "answers " + status + (withToken ? ", and does not refuse the token" : "");
        return status < 500
                ? Finding.ok(subject, what)
                : Finding.warn(subject, what, "look at the system: it has trouble now");
    }

    private boolean refreshed() {
        return system.cloud().flatMap(Plan.CloudEdition::refresh).isPresent();
    }

    /** How each product wants its token; those not named here take it as RFC 6750 says. */
    private Map.Entry<String, String> header(String token) {
        return switch (name) {
            // https://www.manageengine.com/products/service-desk/sdpod-v3-api/getting-started/authentication.html
            case "servicedesk" ->
                system.cloud().isPresent()
                        ? Map.entry("Authorization", "Zoho-oauthtoken " + token)
                        : Map.entry("authtoken", token);
            // https://developer.pagerduty.com/docs/rest-api-v2/authentication
            case "pagerduty" -> Map.entry("Authorization", "Token token=" + token);
            default -> Map.entry("Authorization", "Bearer " + token);
        };
    }
}
