package io.prodgate.check.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Theme;
import io.prodgate.plan.PlanError;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyCheckTest {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final String HEAD = "technician,ticket,category,relevance,accuracy,usefulness,overall,open,quote\n";
    private static final String THREE = HEAD
            + "Anna Berg,T-1,network,5,4,4,5,Quick and right,\n"
            + "Ben Ott,T-1,network,4,4,5,4,It was slowly loading. Anna agrees,x\n"
            + "ANNA  berg,T-2,storage,4,3,4,4,Too slow,\n"
            + "Cem,T-2,storage,3,3,3,4,,\n"
            + "ben ott,t-1,network,5,5,5,5,Slow once,x\n";

    @TempDir
    Path folder;

    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of("token-of-ours")));

    @Test
    void enoughPeopleWhoAreContentAreAPass() throws Exception {
        attempt(THREE, "expect: { relevance: '>= 4', overall: { mean: '>= 4', median: '>= 4', good: '>= 80%' } }");

        assertThat(Signs.met(log.facts())).isTrue();
        assertThat(facts(Judgement.class))
                .containsExactly(
                        new Judgement("mean of relevance", ">= 4", "4.25", true, 4, ""),
                        new Judgement("mean of overall", ">= 4", "4.5", true, 4, ""),
                        new Judgement("median of overall", ">= 4", "4.5", true, 4, ""),
                        new Judgement("share of 4 and 5 of overall", ">= 80%", "100%", true, 4, ""));
        assertThat(reading())
                .returns(3, SurveyReading::technicians)
                .returns(2, SurveyReading::tickets)
                .returns(4, SurveyReading::answers)
                .returns(1, SurveyReading::duplicates)
                .returns(3, SurveyReading::comments)
                .returns("answers.csv", SurveyReading::source);
    }

    @Test
    void whatIsQuotedWasChosenByPeopleAndHasNoNames() throws Exception {
        attempt(THREE.replace("Slow once", "Slow once. Anna Berg says so too"), "expect: { overall: '>= 4' }");

        assertThat(reading().quotes())
                .containsExactly(new SurveyReading.Quote("T2", "T-1", "Slow once. T1 says so too"));
        assertThat(log.facts().toString()).doesNotContain("Anna", "Ben", "Cem");
    }

    @Test
    void namesStayWhereThePlanSaysSo() throws Exception {
        attempt(THREE, "names: kept, expect: { overall: '>= 4' }");

        assertThat(reading().quotes()).containsExactly(new SurveyReading.Quote("Ben Ott", "T-1", "Slow once"));
        assertThat(reading().pseudonymous()).isFalse();
    }

    @Test
    void themesAreCountedForEachTechnicianOnceByHowWordsBegin() throws Exception {
        attempt(
                THREE + "Dörte,T-3,,4,4,4,4,ÜBERSICHT fehlt; unslowed,\n",
                "expect: { overall: '>= 4' }, themes: { speed: [slow, quick], layout: [übersicht], nobody: [price] }");

        assertThat(reading().themes())
                .containsExactly(new Theme("speed", 2, 3), new Theme("layout", 1, 1), new Theme("nobody", 0, 0));
    }

    @Test
    void aMissedThresholdIsProductionsFault() throws Exception {
        attempt(THREE, "expect: { accuracy: '>= 4' }");

        assertThat(facts(Judgement.class))
                .containsExactly(new Judgement("mean of accuracy", ">= 4", "3.75", false, 4, ""));
        assertThat(diagnosis())
                .returns("PG-841", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void eachCategoryCanBeJudgedForItself() throws Exception {
        attempt(
                THREE,
                "expect: { overall: '>= 4' }, categories: { '*': { relevance: '>= 3.5' }, Storage: { accuracy: '>= 4'"
                        + " } }");

        assertThat(facts(Judgement.class))
                .extracting(Judgement::subject, Judgement::actual, Judgement::met, Judgement::samples)
                .containsExactly(
                        tuple("mean of overall", "4.5", true, 4),
                        tuple("mean of relevance, network", "5", true, 2),
                        tuple("mean of relevance, storage", "3.5", true, 2),
                        tuple("mean of accuracy, Storage", "3", false, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        technicians: 4, expect: { accuracy: '>= 4' }                          | only 3 of 4 technicians have answered
        simulated: true, expect: { accuracy: '>= 4' }                         | the technicians are made up
        expect: { overall: '>= 4' }, categories: { printers: { overall: 4 } } | nobody answered this
        """)
    void whatDecidesNothingIsNobodysFaultAndNoPass(String own, String why) throws Exception {
        attempt(THREE, own);

        assertThat(facts(Judgement.class)).last().extracting(Judgement::remark).isEqualTo(Judgement.UNDECIDED + why);
        assertThat(Signs.met(log.facts())).isFalse();
        assertThat(diagnosis()).returns("PG-842", Diagnosis::rule).returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void fewerWhoAreContentPassAndAreMissed() throws Exception {
        attempt(THREE, "technicians: 5, expect: { overall: '>= 4' }");

        assertThat(Signs.met(log.facts())).isTrue();
        assertThat(reading().missing()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        { answers: gone.csv, expect: { overall: 4 } }
        { answers: 'gone/*.json', expect: { overall: 4 } }
        { answers: empty.csv, expect: { overall: '>= 1' } }
        """)
    void withoutAnAnswerNothingPasses(String own) throws Exception {
        write("empty.csv", HEAD + "Anna,T-1,,,,,,,\n");
        attempt(own);

        assertThat(facts(Judgement.class))
                .containsExactly(new Judgement("answers", ">= 1", "0", false, 0, "undecided: nobody has answered yet"));
        assertThat(diagnosis()).returns("PG-840", Diagnosis::rule).returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void whatIsNotUnderstoodIsAMistakeWithItsPlace() throws Exception {
        attempt(THREE + "Eva,T-3,,7,4,4,4,,\nFay,T-3,,4,none,4,4,,\n", "expect: { overall: '>= 4' }");

        assertThat(facts(Misconfiguration.class))
                .extracting(Misconfiguration::what, Misconfiguration::where)
                .containsExactly(
                        tuple("'7' is no answer to 'relevance'", folder.resolve("answers.csv") + ":7:10"),
                        tuple("'none' is no answer to 'accuracy'", folder.resolve("answers.csv") + ":8:12"));
        assertThat(facts(SurveyReading.class)).isEmpty();
        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
    }

    @Test
    void answersAreWaitedForUntilThereAreEnough() throws Exception {
        Check check = check("{ answers: answers.csv, waits: 3d, technicians: 3, expect: { overall: '>= 4' } }");

        assertThat(check.notBefore(reference -> Optional.of(START.toString())))
                .contains(Instant.parse("2026-01-05T12:00:00Z"));
        write("answers.csv", THREE);
        assertThat(check.notBefore(reference -> Optional.of(START.toString()))).isEmpty();
        write("answers.csv", "nonsense");
        assertThat(check.notBefore(reference -> Optional.of(START.toString()))).isEmpty();
    }

    @Test
    void itOnlyReads() {
        assertThat(check("{ answers: [a.csv, 'b/*.json'], expect: { overall: 4 } }")
                        .preview())
                .satisfies(preview -> assertThat(preview.requests())
                        .containsExactly("read what 3 technicians or more answered: a.csv, b/*.json"))
                .satisfies(preview -> assertThat(preview.writes()).isEmpty())
                .satisfies(preview -> assertThat(preview.load().production()).isZero());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        { expect: { overall: 4 } }                                       | no file is named
        { answers: a.csv }                                               | it is not said what the answers should be
        { answers: a.csv, expect: { } }                                  | nothing is expected
        { answers: a.csv, expect: { overall: { } } }                     | nothing is expected
        { answers: a.csv, expect: '>= 4' }                               | expected a mapping of keys to values
        { answers: a.csv, expect: { overal: 4 } }                        | the key 'overal' is not known here
        { answers: a.csv, expect: { open: exists } }                     | the key 'open' is not known here
        { answers: a.csv, expect: { overall: { good: 4 } } }             | '4' cannot be compared with this value
        { answers: a.csv, expect: { overall: 4 }, technicians: 0 }       | expected a whole number from 1 to 10000
        { answers: a.csv, expect: { overall: 4 }, names: hidden }        | 'hidden' is not one of the words for this
        { answers: a.csv, expect: { overall: 4 }, tickets: [] }          | expected a list of 1 to 1000 tickets
        { answers: a.csv, expect: { overall: 4 }, tickets: [a, A] }      | the ticket 'A' stands there twice
        { answers: a.csv, expect: { overall: 4 }, tickets: [{ }] }       | 'id' is missing
        { answers: a.csv, expect: { overall: 4 }, themes: { a: '!' } }   | there is no word in it
        { answers: a.csv, expect: { overall: 4 }, columns: { who: a } }  | the key 'who' is not known here
        { answers: a.csv, expect: { overall: 4 }, questions: { open: [] } } | there is no word in it
        { answers: a.csv, expect: { overall: 4 }, waits: 0s }            | no time is waited
        """)
    void mistakesAreExplained(String own, String message) {
        assertThat(read(own).errors())
                .extracting(PlanError::message)
                .singleElement()
                .asString()
                .contains(message);
    }

    private void attempt(String csv, String own) throws Exception {
        write("answers.csv", csv);
        attempt("{ answers: answers.csv, " + own + " }");
    }

    private void attempt(String own) throws Exception {
        check(own)
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        new FakeTraffic(),
                        reference -> Optional.empty(),
                        START.plusSeconds(60),
                        SteppingTime.atNoon(),
                        folder,
                        Devices.NONE));
    }

    private Diagnosis diagnosis() {
        return Rules.builtIn().diagnose(new Situation(List.of(), log.facts(), START, START, true));
    }

    private SurveyReading reading() {
        return facts(SurveyReading.class).getFirst();
    }

    private <T extends Evidence> List<T> facts(Class<T> type) {
        return log.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private PlanText read(String own) {
        return PlanText.read(folder, PlanText.around("- survey: " + own), new SurveyKind());
    }

    private Check check(String own) {
        PlanText plan = read(own);
        assertThat(plan.errors()).isEmpty();
        return plan.checks().getFirst().check();
    }
}
