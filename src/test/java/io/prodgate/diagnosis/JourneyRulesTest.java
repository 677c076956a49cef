package io.prodgate.diagnosis;

import static io.prodgate.testing.Facts.answer;
import static io.prodgate.testing.Facts.control;
import static io.prodgate.testing.Facts.missed;
import static io.prodgate.testing.Facts.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is to blame when items of a journey do not end as they should. */
class JourneyRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Judgement MISSED = missed("success", "100%", "50% (1 of 2)");
    private static final Judgement UNDECIDED =
            new Judgement("success", ">= 95%", "at least 50% (1 of 2)", false, 2, "undecided: b: unknown");

    private final Rules rules = Rules.builtIn();

    @ParameterizedTest
    @EnumSource(
            value = End.class,
            names = {"LATE", "FAILED"})
    void whatCameLateOrFailedIsLookedAtOnceMore(End end) {
        List<Evidence> evidence = List.of(answer(200), item("a", End.ARRIVED), item("b", end), MISSED);

        Diagnosis first = diagnose(List.of(), evidence);
        Diagnosis second = diagnose(List.of(evidence), evidence);

        assertThat(first).returns(Cause.PRODUCTION, Diagnosis::cause).returns(Next.CONFIRM, Diagnosis::next);
        assertThat(second).returns(Cause.PRODUCTION, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
        assertThat(second.explanation()).startsWith("1 of 2 items: b (" + end.wireName() + ": seen last)");
    }

    @Test
    void whatIsRefusedIsProductionsAtOnce() {
        assertThat(diagnose(List.of(), List.of(answer(422), item("b", End.REFUSED), MISSED)))
                .returns("PG-422", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void aSilenceOfOneItemDoesNotHideWhatProductionDidToAnother() {
        Diagnosis diagnosis = diagnose(
                List.of(), List.of(trouble(Trouble.Kind.RESET), item("a", End.UNKNOWN), item("b", End.LATE), MISSED));

        assertThat(diagnosis).returns(Cause.PRODUCTION, Diagnosis::cause).returns("PG-424", Diagnosis::rule);
    }

    @Test
    void silentControlHostsDoNotHideWhatProductionSaid() {
        Diagnosis diagnosis = diagnose(List.of(), List.of(answer(200), control(false), item("b", End.FAILED), MISSED));

        assertThat(diagnosis.cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void ourCredentialRefusedIsOursForTheSendingAndForTheAsking() {
        for (End end : List.of(End.REFUSED, End.NOT_JUDGED)) {
            assertThat(diagnose(
                            List.of(), List.of(answer("GET", Credential.OURS, 401, "{}"), item("b", end), UNDECIDED)))
                    .returns("PG-420", Diagnosis::rule)
                    .returns(Cause.CONFIGURATION, Diagnosis::cause);
        }
        assertThat(diagnose(
                        List.of(), List.of(answer("POST", Credential.NONE, 401, "{}"), item("b", End.REFUSED), MISSED)))
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void anErrorWithinTheSettleWindowIsNotCountedYet() {
        List<Evidence> evidence = List.of(answer(500), item("b", End.REFUSED), MISSED);

        assertThat(rules.diagnose(new Situation(List.of(), evidence, NOON, NOON.plusSeconds(60), true)))
                .returns("PG-421", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
        assertThat(diagnose(List.of(), evidence)).returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void oneResultTooManyIsConfirmed() {
        List<Evidence> evidence = List.of(answer(200), item("b", End.ARRIVED), missed("results", "1", "b: 2"));

        assertThat(diagnose(List.of(), evidence)).returns(Next.CONFIRM, Diagnosis::next);
        assertThat(diagnose(List.of(evidence), evidence))
                .returns("PG-425", Diagnosis::rule)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void timesThatAreTooLongNeedNoSecondLook() {
        assertThat(diagnose(List.of(), List.of(answer(200), item("b", End.ARRIVED), missed("p95", "< 60s", "1m12s"))))
                .returns("PG-427", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void whatNobodyKnowsBlamesNobody() {
        assertThat(diagnose(List.of(), List.of(answer(404), item("b", End.UNKNOWN), UNDECIDED)))
                .returns("PG-430", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
        assertThat(diagnose(List.of(), List.of(answer(404), item("b", End.NOT_JUDGED), UNDECIDED)))
                .returns("PG-432", Diagnosis::rule)
                .returns(Next.BACK_OFF, Diagnosis::next);
        assertThat(diagnose(List.of(), List.of(answer(200), item("b", End.ARRIVED), UNDECIDED)))
                .returns("PG-433", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void aWaitThatKeptUsFromLookingIsTheRateLimits() {
        PaceWait waited = new PaceWait("api.example.com", NOON, Duration.ofSeconds(90), "429", true);

        ItemResult unseen = new ItemResult(
                "b",
                End.NOT_JUDGED,
                NOON,
                Optional.empty(),
                Optional.empty(),
                "it came after at most 90 s; whether within 60 s is not known, since it could not be looked for in between");

        assertThat(diagnose(List.of(), List.of(waited, answer(200), unseen, UNDECIDED)))
                .returns(Cause.RATE_LIMIT, Diagnosis::cause);
        assertThat(diagnose(List.of(), List.of(waited, answer(200), item("b", End.NOT_JUDGED), UNDECIDED)))
                .as("not looked for, for another reason")
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void aProductionThatAnswersNobodyForTheWholeWindowIsToBlame() {
        List<Evidence> silent = List.of(answer(503), item("b", End.NOT_JUDGED), UNDECIDED);

        assertThat(diagnose(List.of(), silent)).returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
        assertThat(diagnose(List.of(silent, silent), silent))
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns("PG-221", Diagnosis::rule);
    }

    private static ItemResult item(String name, End end) {
        return new ItemResult(
                name, end, NOON, Optional.empty(), Optional.empty(), end == End.ARRIVED ? "" : "seen last");
    }

    private Diagnosis diagnose(List<List<Evidence>> earlier, List<Evidence> now) {
        List<AttemptRecord> attempts = new ArrayList<>();
        earlier.forEach(evidence -> attempts.add(
                new AttemptRecord(attempts.size() + 1, NOON, Duration.ofSeconds(1), evidence, Optional.empty())));
        return rules.diagnose(new Situation(attempts, now, NOON, NOON.minusSeconds(600), true));
    }
}
