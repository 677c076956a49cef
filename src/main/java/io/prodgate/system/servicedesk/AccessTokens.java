package io.prodgate.system.servicedesk;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.evidence.Time;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tokens of the cloud edition, each kept until shortly before it runs out: Zoho gives only ten in ten minutes. Safe for use by several
 * threads.
 */
public final class AccessTokens {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** A token that is refused so soon after it was given is not the reason. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** Kept so long where it is not said how long it lasts. */
    private static final long LEAST_SECONDS = 300;

    private final Systems systems;
    private final Map<Grant, Kept> kept = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * What tokens are given for.
     *
     * @param url the base URL of who gives them
     */
    public record Grant(URI url, String clientId, String clientSecret, String refreshToken) {
        @Override
        public String toString() {
            return "grant at " + url;
        }
    }

    private record Kept(String token, Instant since, Instant until) {}

    public AccessTokens(Systems systems) {
        this.systems = systems;
    }

    /**
     * A token that is good for at least a minute. It is made known to the visit's log as a secret.
     *
     * @param visit to the system that the token is for
     * @throws SystemException if none is given; the log says why
     */
    public String token(Grant grant, Visit visit, Time time) throws SystemException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Kept known = kept.get(grant);
            if (known == null || !time.now().isBefore(known.until())) {
                known = given(grant, visit, time);
                kept.put(grant, known);
            }
            visit.log().learn(known.token());
            return known.token();
        } finally {
            lock.unlock();
        }
    }

    /** A token was refused: the next one who asks gets another, unless this one was given just now. */
    public void refused(Grant grant, Time time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            kept.computeIfPresent(
                    grant, (same, known) -> time.now().isBefore(known.since().plus(YOUNG)) ? known : null);
        } finally {
            lock.unlock();
        }
    }

    private Kept given(Grant grant, Visit visit, Time time) throws SystemException, InterruptedException {
        // The answer holds the token: it becomes evidence only if there is none in it.
        EvidenceLog own = visit.log().part(fact -> {});
        Visit accounts = new Visit(
                visit.system(),
                grant.url(),
                List.of(),
                Credential.OURS,
                visit.traffic(),
                own,
                visit.deadline(),
                visit.timeout());
        Instant asked = time.now();
        try {
            ZohoAccountsApi.TokenAnswer answer = accounts.ask(() -> {
                ZohoAccountsApi.TokenAnswer given = systems.client(ZohoAccountsApi.class, accounts)
                        .refresh("refresh_token", grant.clientId(), grant.clientSecret(), grant.refreshToken());
                if (given.token().filter(token -> !token.isBlank()).isEmpty()) {
                    String why = given.error().map(error -> ": " + error).orElse("");
                    throw accounts.refused(Kind.CREDENTIAL_REFUSED, "no token is given" + why);
                }
                return given;
            });
            Duration lasts = Duration.ofSeconds(Math.clamp(answer.seconds().orElse(LEAST_SECONDS), 0, 86_400));
            return new Kept(
                    answer.token().orElseThrow(), asked, asked.plus(lasts).minus(MARGIN));
        } catch (SystemException e) {
            own.facts().stream().filter(fact -> !holdsToken(fact)).forEach(visit.log()::add);
            throw e;
        }
    }

    private static boolean holdsToken(Evidence fact) {
        return fact instanceof HttpExchange exchange && exchange.body().contains("access_token");
    }
}
