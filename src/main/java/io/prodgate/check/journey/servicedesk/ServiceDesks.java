package io.prodgate.check.journey.servicedesk;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.Attempt;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.servicedesk.AccessTokens;
import io.prodgate.system.servicedesk.ServiceDesk;
import java.util.Optional;

/** Goes to ServiceDesk Plus as its edition wants it. Tokens of the cloud are shared by all checks. Safe for use by several threads. */
public final class ServiceDesks {
    private static final String CLOUD_SCHEME = "Zoho-oauthtoken ";

    private final Systems systems;
    private final AccessTokens tokens;

    public ServiceDesks(Systems systems) {
        this.systems = systems;
        this.tokens = new AccessTokens(systems);
    }

    /** A question to a ServiceDesk. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(ServiceDesk serviceDesk) throws SystemException, InterruptedException;
    }

    /**
     * Asks.
     *
     * @return empty if a value of the plan is missing; the log says which
     * @throws SystemException if there is no usable answer; the log says why
     */
    public <T> Optional<T> ask(AskedSystem system, Attempt attempt, Question<T> question)
            throws SystemException, InterruptedException {
        Optional<Plan.Refresh> refresh = system.entry().cloud().flatMap(Plan.CloudEdition::refresh);
        Optional<Visit> visit = system.entry().cloud().isPresent()
                ? system.visit(attempt, "Authorization", CLOUD_SCHEME)
                : system.visit(attempt, "authtoken", "");
        if (visit.isEmpty()) {
            return Optional.empty();
        }
        if (refresh.isEmpty()) {
            return Optional.of(question.ask(new ServiceDesk(systems, visit.get())));
        }
        AccessTokens.Grant grant = grant(refresh.get(), attempt.values());
        String token = tokens.token(grant, visit.get(), attempt.time());
        try {
            Visit with = visit.get().withCredential("Authorization", CLOUD_SCHEME + token);
            return Optional.of(question.ask(new ServiceDesk(systems, with)));
        } catch (SystemException e) {
            if (e.trouble()
                    .filter(trouble -> trouble.kind() == SystemTrouble.Kind.CREDENTIAL_REFUSED)
                    .isPresent()) {
                tokens.refused(grant, attempt.time());
            }
            throw e;
        }
    }

    private static AccessTokens.Grant grant(Plan.Refresh refresh, Values values) {
        return new AccessTokens.Grant(
                refresh.url(),
                refresh.clientId().fill(values),
                refresh.clientSecret().fill(values),
                refresh.refreshToken().fill(values));
    }
}
