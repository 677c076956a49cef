package io.prodgate.diagnosis;

import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.VantageProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Situations that differ from one in a single fact: for each fact all values that a diagnosis tells apart. */
final class Variations {
    /** What production could have answered: each stands for the rules of its kind. */
    private static final List<Integer> STATUSES = List.of(200, 401, 403, 404, 500, 503);

    private static final Duration A_WRONG_CLOCK = Duration.ofHours(1);
    private static final Duration NO_TIME = Duration.ZERO;

    private final Situation situation;
    private final List<Variation> variations = new ArrayList<>();

    private Variations(Situation situation) {
        this.situation = situation;
    }

    /**
     * A situation that could have been.
     *
     * @param provided what differs, in words that follow "if"
     */
    record Variation(String provided, Situation situation) {}

    static List<Variation> of(Situation situation) {
        Variations all = new Variations(situation);
        all.attempts();
        all.controls();
        all.clock();
        all.vantage();
        all.window();
        all.repeatable();
        all.credential();
        all.status();
        all.parts();
        return all.variations;
    }

    private void attempts() {
        if (!situation.earlier().isEmpty()) {
            add("it had been seen once only", with(List.of(), situation.evidence()));
        }
        List<AttemptRecord> same = new ArrayList<>(situation.earlier());
        for (int more = 1; more <= 2; more++) {
            same.add(new AttemptRecord(
                    same.size() + 1, situation.at(), NO_TIME, situation.evidence(), Optional.empty()));
            Situation again = new Situation(
                    same, situation.evidence(), situation.at(), situation.settleUntil(), situation.repeatable());
            add(more == 1 ? "the next attempt had seen the same" : "two more attempts had seen the same", again);
        }
    }

    private void controls() {
        if (present(ControlProbe.class)) {
            add("control hosts had answered", replaced(fact -> probed(fact, true)));
            add("no control host had answered", replaced(fact -> probed(fact, false)));
        } else if (Signs.unavailable(situation.evidence())) {
            ControlProbe silent =
                    new ControlProbe("https://control.example", false, "no answer", situation.at(), NO_TIME);
            add("control hosts had been asked, and none had answered", added(silent));
        }
    }

    private static Evidence probed(Evidence fact, boolean answered) {
        return fact instanceof ControlProbe probe
                ? new ControlProbe(
                        probe.url(), answered, answered ? "status 200" : "no answer", probe.at(), probe.duration())
                : fact;
    }

    private void clock() {
        if (present(ClockReading.class)) {
            add("this machine's clock had been an hour off", replaced(fact -> skewed(fact, A_WRONG_CLOCK)));
            add("this machine's clock had been right", replaced(fact -> skewed(fact, NO_TIME)));
        }
    }

    private static Evidence skewed(Evidence fact, Duration skew) {
        return fact instanceof ClockReading reading
                ? new ClockReading(reading.source(), skew, reading.precision())
                : fact;
    }

    private void vantage() {
        if (Signs.unavailable(situation.evidence())) {
            add("it had been reached from elsewhere", vantage(true));
            add("it had not been reached from elsewhere either", vantage(false));
        }
    }

    private Situation vantage(boolean reached) {
        List<Evidence> facts = new ArrayList<>(situation.evidence());
        facts.removeIf(VantageProbe.class::isInstance);
        facts.add(new VantageProbe("elsewhere", "production", true, reached, "", situation.at(), NO_TIME));
        return with(situation.earlier(), facts);
    }

    private void window() {
        boolean settling = situation.at().isBefore(situation.settleUntil());
        add("the settle window had been over", until(situation.at()));
        if (!settling) {
            add("it had been within the settle window", until(situation.at().plusSeconds(1)));
        }
    }

    private Situation until(Instant settled) {
        return new Situation(
                situation.earlier(), situation.evidence(), situation.at(), settled, situation.repeatable());
    }

    private void repeatable() {
        add(
                situation.repeatable()
                        ? "it had been a request that is not sent twice"
                        : "sending it twice did no harm ('repeat: true')",
                new Situation(
                        situation.earlier(),
                        situation.evidence(),
                        situation.at(),
                        situation.settleUntil(),
                        !situation.repeatable()));
    }

    private void credential() {
        lastAnswer().ifPresent(last -> {
            for (Credential other : Credential.values()) {
                if (other != last.credential()) {
                    add(
                            "the request had carried " + described(other),
                            replaced(fact -> fact == last ? answered(last, last.status(), other) : fact));
                }
            }
        });
    }

    private static String described(Credential credential) {
        return switch (credential) {
            case NONE -> "no credential of ours";
            case OURS -> "a credential of ours";
            case ISSUED -> "a credential that production had given out in the same check";
        };
    }

    private void status() {
        lastAnswer().filter(last -> Signs.missed(situation.evidence())).ifPresent(last -> {
            for (int status : STATUSES) {
                if (status != last.status()) {
                    add(
                            "the status had been " + status + " and as little expected",
                            replaced(fact -> fact == last ? answered(last, status, last.credential()) : fact));
                }
            }
        });
    }

    /** Rules look at headers and at the body: which of them was it? */
    private void parts() {
        lastAnswer().ifPresent(last -> {
            List<String> names = last.headers().stream()
                    .map(header -> header.name().toLowerCase(Locale.ROOT))
                    .distinct()
                    .toList();
            for (String name : names) {
                List<Header> others = last.headers().stream()
                        .filter(header -> !header.name().equalsIgnoreCase(name))
                        .toList();
                add(
                        "there had been no header " + name,
                        replaced(fact -> fact == last ? with(last, others, last.body()) : fact));
            }
            add("the body had been empty", replaced(fact -> fact == last ? with(last, last.headers(), "") : fact));
        });
    }

    private Optional<HttpExchange> lastAnswer() {
        return Signs.lastWord(situation.evidence())
                .filter(HttpExchange.class::isInstance)
                .map(HttpExchange.class::cast);
    }

    private static HttpExchange answered(HttpExchange last, int status, Credential credential) {
        return exchange(last, status, credential, last.headers(), last.body());
    }

    private static HttpExchange with(HttpExchange last, List<Header> headers, String body) {
        return exchange(last, last.status(), last.credential(), headers, body);
    }

    private static HttpExchange exchange(
            HttpExchange last, int status, Credential credential, List<Header> headers, String body) {
        return new HttpExchange(
                last.method(),
                last.url(),
                last.requestHeaders(),
                last.requestBody(),
                credential,
                status,
                last.protocol(),
                headers,
                body,
                body.length(),
                last.truncated(),
                last.started(),
                last.duration());
    }

    private boolean present(Class<? extends Evidence> type) {
        return situation.evidence().stream().anyMatch(type::isInstance);
    }

    private Situation replaced(UnaryOperator<Evidence> change) {
        return with(
                situation.earlier(), situation.evidence().stream().map(change).toList());
    }

    private Situation added(Evidence fact) {
        List<Evidence> facts = new ArrayList<>(situation.evidence());
        facts.add(fact);
        return with(situation.earlier(), facts);
    }

    private Situation with(List<AttemptRecord> earlier, List<Evidence> evidence) {
        return new Situation(earlier, evidence, situation.at(), situation.settleUntil(), situation.repeatable());
    }

    private void add(String provided, Situation other) {
        variations.add(new Variation(provided, other));
    }
}
