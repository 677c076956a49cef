package io.prodgate.check.imported;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.TestResults;
import io.prodgate.plan.PlanError;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCheckTest {
    private static final String TWO_PASSED = "<testsuite><testcase name='a'/><testcase name='b'/></testsuite>";

    @TempDir
    Path folder;

    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of("token-of-ours")));

    @Test
    void allFilesTogetherAreOneSetOfResults() throws Exception {
        write("reports/a.xml", TWO_PASSED);
        write("reports/b/c.json", "{\"results\": {\"tests\": [{\"name\": \"c\", \"status\": \"passed\"}]}}");
        attempt("{ files: ['reports/**/*.xml', reports/b/c.json], expect: { tests: 3 } }");
        assertThat(facts(TestResults.class))
                .singleElement()
                .returns(3, TestResults::passed)
                .returns("reports/**/*.xml, reports/b/c.json (2 files)", TestResults::source)
                .returns("junit and ctrf", TestResults::format);
        assertThat(facts(Judgement.class))
                .extracting(Judgement::subject)
                .containsExactly("tests", "passed", "failed", "age");
        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void aFailedTestIsAMissAndNoMistakeOfOurs() throws Exception {
        write(
                "a.xml",
                "<testsuite><testcase name='a'/><testcase name='b'><error message='token-of-ours'/></testcase></testsuite>");
        attempt("{ files: a.xml }");
        assertThat(missed()).containsExactly(new Judgement("failed", "0", "1", false, 2, "b"));
        assertThat(facts(Misconfiguration.class)).isEmpty();
        assertThat(log.facts().toString()).doesNotContain("token-of-ours");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { files: gone.xml }                    | there is no file gone.xml
            { files: [a.xml, 'gone/*.xml'] }       | there is no file gone/*.xml
            { files: cut.xml }                     | is not well-formed XML, or was cut off
            { files: empty.xml }                   | is empty
            { files: none.xml }                    | none of the tests failed, but passed should be >= 1 and is 0
            { files: a.xml, expect: { tests: 7 } } | none of the tests failed, but tests should be 7 and is 2
            { files: more.xml }                    | the results contradict themselves: more.xml, suite 's', speaks of 2 tests and holds 1
            { files: old.xml }                     | the results are not of what is live: their age should be <= 1d and is 2d
            { files: a.xml, max-age: 1ms }         | the results are not of what is live: their age should be <= 1ms
            { files: other.xml }                   | the results are not of what is live: their revision should be 9b1c4e2 and is 0000000
            """)
    void whatProvesNothingIsNeverAPass(String own, String what) throws Exception {
        write("a.xml", TWO_PASSED);
        write("cut.xml", "<testsuite><testcase");
        write("empty.xml", " \n");
        write("none.xml", "<testsuite/>");
        write("more.xml", "<testsuite name='s' tests='2'><testcase name='a'/></testsuite>");
        write("old.xml", "<testsuite timestamp='2025-12-31T12:00:00'><testcase name='a'/></testsuite>");
        write(
                "other.xml",
                "<testsuite><properties><property name='commit' value='0000000'/></properties><testcase name='a'/></testsuite>");
        attempt(own);
        assertThat(facts(Misconfiguration.class))
                .singleElement()
                .extracting(Misconfiguration::what)
                .asString()
                .contains(what);
        assertThat(Signs.met(log.facts())).isFalse();
    }

    @Test
    void resultsOfTheRevisionThatIsToBeLiveMayBeOfAnyAge() throws Exception {
        write(
                "a.xml",
                "<testsuite timestamp='2020-01-01T00:00:00Z'><properties><property name='commit' value='9b1c4e2f00'/></properties>"
                        + "<testcase name='a'/></testsuite>");
        attempt("{ files: a.xml }");
        assertThat(facts(Judgement.class))
                .last()
                .isEqualTo(new Judgement("revision", "9b1c4e2", "9b1c4e2f00", true, 1, ""));
    }

    @Test
    void nothingIsRunAndNothingWritten() {
        assertThat(check("{ files: [a.xml, 'b/*.json'] }").preview())
                .satisfies(preview -> assertThat(preview.requests()).containsExactly("read a.xml", "read b/*.json"))
                .satisfies(preview -> assertThat(preview.writes()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { }                                  | no file is named
            { files: [] }                        | no file is named
            { files: 'a[' }                      | 'a[' is no path and no pattern
            { files: a.xml, expect: { failed: x } } | 'x' cannot be compared with this value
            { files: a.xml, expect: { exit-code: 0 } } | the key 'exit-code' is not known here
            { files: a.xml, max-age: 3 }         | expected a duration
            { fils: a.xml, files: b.xml }        | the key 'fils' is not known here
            """)
    void mistakesAreExplained(String own, String message) {
        assertThat(read(own).errors())
                .extracting(PlanError::message)
                .singleElement()
                .asString()
                .contains(message);
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T11:30:00Z")));
    }

    private PlanText read(String own) {
        return PlanText.read(folder, PlanText.around("- import: " + own), new ImportKind());
    }

    private Check check(String own) {
        PlanText plan = read(own);
        assertThat(plan.errors()).isEmpty();
        return plan.checks().getFirst().check();
    }

    private void attempt(String own) throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        check(own)
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        new FakeTraffic(),
                        reference -> Optional.empty(),
                        time.now().plusSeconds(60),
                        time,
                        folder.resolve("artifacts"),
                        Devices.NONE));
    }

    private List<Judgement> missed() {
        return facts(Judgement.class).stream()
                .filter(judgement -> !judgement.met())
                .toList();
    }

    private <E extends Evidence> List<E> facts(Class<E> type) {
        return log.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
