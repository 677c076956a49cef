package io.prodgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Evidence;
import io.prodgate.testing.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ConclusionTest {
    @Property
    void onlyAMetLastAttemptPassesOrIsFlaky(
            @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("diagnoses") Optional<Diagnosis>> history) {
        Conclusion conclusion = Conclusion.of(attempts(history));

        boolean met = history.getLast().isEmpty();
        boolean good = conclusion.outcome() == Outcome.PASSED || conclusion.outcome() == Outcome.FLAKY;
        assertThat(good).isEqualTo(met);
    }

    @Property
    void onlyProductionFails(
            @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("diagnoses") Optional<Diagnosis>> history) {
        Conclusion conclusion = Conclusion.of(attempts(history));

        if (conclusion.outcome() == Outcome.FAILED) {
            assertThat(conclusion.cause()).contains(Cause.PRODUCTION);
        }
        history.getLast()
                .filter(last -> last.cause() == Cause.PRODUCTION && last.next() == Next.STOP)
                .ifPresent(last -> assertThat(conclusion.outcome()).isEqualTo(Outcome.FAILED));
    }

    @Property
    void aMissOfProductionIsNeverForgotten(
            @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("diagnoses") Optional<Diagnosis>> history) {
        Conclusion conclusion = Conclusion.of(attempts(history));

        boolean production =
                history.stream().flatMap(Optional::stream).anyMatch(miss -> miss.cause() == Cause.PRODUCTION);
        if (production) {
            assertThat(conclusion.outcome()).isNotEqualTo(Outcome.PASSED);
        }
    }

    @Property
    void aMissThatWasToBeConfirmedIsFlakyWhenItIsMetWhateverTheCause(
            @ForAll @Size(min = 1, max = 5) List<@net.jqwik.api.From("diagnoses") Optional<Diagnosis>> history,
            @ForAll Cause cause) {
        List<Optional<Diagnosis>> all = new ArrayList<>(history);
        all.add(Optional.of(new Diagnosis(cause, "office", "seen", "do", Next.CONFIRM)));
        all.add(Optional.empty());

        assertThat(Conclusion.of(attempts(all)).outcome()).isEqualTo(Outcome.FLAKY);
    }

    @Example
    void anOldRevisionThatIsGoneWithinTheSettleWindowIsFlakyAndSilenceThatIsGoneIsNot() {
        assertThat(goneWhileSettling(List.of(Facts.answer(200), Facts.missed("$.revision", "abc", "def"))))
                .returns(Outcome.FLAKY, Conclusion::outcome)
                .returns(Optional.of(Cause.INFRASTRUCTURE), Conclusion::cause);
        assertThat(goneWhileSettling(List.of(Facts.answer(503), Facts.missed("status", "2xx", "503")))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    private static Conclusion goneWhileSettling(List<Evidence> wrong) {
        Instant settling = Instant.EPOCH;
        Diagnosis diagnosis =
                Rules.builtIn().diagnose(new Situation(List.of(), wrong, settling, settling.plusSeconds(60), true));
        return Conclusion.of(List.of(
                new AttemptRecord(1, settling, Duration.ZERO, wrong, Optional.of(diagnosis)),
                new AttemptRecord(2, settling, Duration.ZERO, List.of(), Optional.empty())));
    }

    @Example
    void anErrorThatIsGoneOnTheSecondTryIsFlakyAndOneThatStaysFails() {
        Rules rules = Rules.builtIn();
        List<Evidence> error = List.of(Facts.answer(500), Facts.missed("status", "2xx", "500"));
        Instant settled = Instant.EPOCH;
        Diagnosis once = rules.diagnose(new Situation(List.of(), error, settled, settled, true));
        AttemptRecord first = new AttemptRecord(1, settled, Duration.ZERO, error, Optional.of(once));
        Diagnosis twice = rules.diagnose(new Situation(List.of(first), error, settled, settled, true));

        assertThat(Conclusion.of(attempts(List.of(Optional.of(once), Optional.empty()))))
                .returns(Outcome.FLAKY, Conclusion::outcome)
                .returns(Optional.of(Cause.PRODUCTION), Conclusion::cause);
        assertThat(Conclusion.of(attempts(List.of(Optional.of(once), Optional.of(twice))))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Provide
    Arbitrary<Optional<Diagnosis>> diagnoses() {
        return Combinators.combine(
                        Arbitraries.of(Arrays.asList(Cause.values())), Arbitraries.of(Arrays.asList(Next.values())))
                .as((cause, next) -> new Diagnosis(cause, "PG-1", "seen", "do", next))
                .optional();
    }

    private static List<AttemptRecord> attempts(List<Optional<Diagnosis>> history) {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (Optional<Diagnosis> diagnosis : history) {
            attempts.add(
                    new AttemptRecord(attempts.size() + 1, Instant.EPOCH, Duration.ofSeconds(1), List.of(), diagnosis));
        }
        return attempts;
    }
}
