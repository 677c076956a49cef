package io.prodgate.check.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.TestResults.Miss;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResultFileTest {
    private static final Path REPORTS = Path.of("src/test/resources/golden/report");

    @TempDir
    Path folder;

    @Test
    void junitCasesAreCountedWhereverTheySuitesAre() throws Exception {
        Results results = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <testsuite name="outer" tests="6" failures="1" errors="1" skipped="1" timestamp="2026-01-02T03:04:05">
                    <properties><property name="revision" value="9b1c4e2"/></properties>
                    <testcase classname="a.B" name="passes" time="0.1"><system-out>lots</system-out></testcase>
                    <testsuite name="inner">
                      <testcase classname="a.B" name="fails"><failure type="AssertionError" message="no token-of-ours">trace</failure></testcase>
                      <testcase name="breaks"><error type="java.io.IOException">gone <![CDATA[<now>]]></error></testcase>
                      <testcase name="later"><skipped/></testcase>
                    </testsuite>
                    <testcase name="flaps"><flakyFailure message="once"><stackTrace>x</stackTrace></flakyFailure></testcase>
                    <testcase name="passes too"><properties><property name="a" value="b"/></properties></testcase>
                  </testsuite>
                </testsuites>
                """);
        assertThat(results)
                .returns("junit", Results::format)
                .returns(3, Results::passed)
                .returns(1, Results::failed)
                .returns(1, Results::broken)
                .returns(1, Results::skipped)
                .returns(1, Results::flaky)
                .returns(List.of(), Results::doubts)
                .returns(Optional.of("9b1c4e2"), Results::revision)
                .returns(Optional.of(Instant.parse("2026-01-02T03:04:05Z")), Results::at);
        assertThat(results.misses())
                .containsExactly(
                        new Miss("a.B.fails", Optional.of("AssertionError"), "no ***"),
                        new Miss("breaks", Optional.of("java.io.IOException"), "gone <now>"));
    }

    @Test
    void otherDialectsOfJunitAreUnderstood() throws Exception {
        assertThat(
                        read(
                                "<testsuite><testcase name='a' status='ERROR'/><testcase name='b' status='SUCCESS'/>"
                                        + "<testcase name='c' status='notrun'/><testcase name='d' status='run' result='skipped'/></testsuite>"))
                .returns(1, Results::passed)
                .returns(1, Results::failed)
                .returns(2, Results::skipped);
        assertThat(read("<testsuite name='s'><error message='class could not be set up'/></testsuite>"))
                .returns(1, Results::broken)
                .extracting(Results::misses)
                .asList()
                .containsExactly(new Miss("suite s", Optional.empty(), "class could not be set up"));
    }

    @Test
    void whatASuiteSaysBeyondItsCasesIsADoubt() throws Exception {
        assertThat(read("<testsuite name='s' tests='7' failures='2'><testcase name='a'/></testsuite>")
                        .doubts())
                .containsExactly(
                        "results.xml, suite 's', speaks of 7 tests and holds 1",
                        "results.xml, suite 's', speaks of 2 failures and errors and holds 0");
        assertThat(read("<testsuite name='s' tests='0' failures='0'><testcase name='a'/></testsuite>")
                        .doubts())
                .isEmpty();
    }

    @Test
    void ctrfTestsAreCountedByTheirStatus() throws Exception {
        Results results = read("""
                {"reportFormat": "CTRF", "specVersion": "0.0.0", "extra": {"a": [1, {"b": 2}]},
                 "results": {"tool": {"name": "jest"},
                  "summary": {"tests": 6, "passed": 2, "failed": 1, "skipped": 1, "pending": 1, "other": 1, "start": 1767322800000},
                  "environment": {"commit": "9b1c4e2"},
                  "tests": [
                   {"name": "a", "status": "passed", "duration": 1},
                   {"name": "b", "status": "passed", "duration": 1, "flaky": true, "retries": 1},
                   {"name": "c", "status": "failed", "message": "no token-of-ours", "trace": "x"},
                   {"name": "d", "status": "skipped"}, {"name": "e", "status": "pending"},
                   {"name": "f", "status": "other", "extra": {"prodgate": {"cause": "rate-limit"}}}]}}
                """);
        assertThat(results)
                .returns("ctrf", Results::format)
                .returns(2, Results::passed)
                .returns(1, Results::failed)
                .returns(1, Results::broken)
                .returns(2, Results::skipped)
                .returns(1, Results::flaky)
                .returns(List.of(), Results::doubts)
                .returns(Optional.of("9b1c4e2"), Results::revision)
                .returns(Optional.of(Instant.ofEpochMilli(1767322800000L)), Results::at);
        assertThat(results.misses())
                .containsExactly(
                        new Miss("c", Optional.empty(), "no ***"), new Miss("f", Optional.of("rate-limit"), ""));
        assertThat(
                        read("{\"results\": {\"summary\": {\"tests\": 3, \"failed\": 1}, \"tests\": [{\"name\": \"a\", \"status\": \"passed\"}]}}")
                                .doubts())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ` `                                                     | is empty
            hello s3cr3t                                            | is neither JUnit XML nor CTRF
            <html><body>s3cr3t</body></html>                        | :1:7 is XML, but not JUnit's: its root is <html>
            <testsuite><testcase name="a">s3cr3t                    | is not well-formed XML, or was cut off
            <testsuite><testcase name="a"></testsuite>              | :1:33 is not well-formed XML
            <!DOCTYPE a [<!ENTITY x "s3cr3t">]><testsuite/>         | has a document type or entities, which are refused
            <testsuite>&s3cr3t;</testsuite>                         | is not well-formed XML
            {"results": {"tests": [                                 | :1:24 is not JSON, or was cut off
            {"results": {"tests": []}} s3cr3t                       | is not JSON
            {"results": {"tests": []}} {}                           | goes on behind the end
            {"results": {}}                                         | it has no list results.tests
            {"results": {"tests": 7}}                               | it has no list results.tests
            []                                                      | no CTRF
            """)
    void whatCannotBeReadIsToldWithItsPlaceAndWithoutQuotingIt(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith(folder.resolve("results.xml").toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void encodingsAreUnderstoodAndWrongOnesRefused() throws Exception {
        Path file = folder.resolve("results.xml");
        String xml =
                "<?xml version='1.0' encoding='UTF-16'?><testsuite><testcase name='grün'><failure/></testcase></testsuite>";
        Files.write(file, xml.getBytes(StandardCharsets.UTF_16));
        assertThat(read(file).misses()).extracting(Miss::name).containsExactly("grün");
        Files.write(file, "<testsuite><testcase name='grün'/></testsuite>".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(file)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void aHugeFileIsReadInBoundedMemory() throws Exception {
        Path file = folder.resolve("results.xml");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("<testsuite>");
            String noise = "x".repeat(10_000);
            for (int i = 0; i < 5_000; i++) {
                out.write("<testcase name='t" + i + "'><failure message='m'>" + noise + "</failure></testcase>");
            }
            out.write("</testsuite>");
        }
        assertThat(read(file))
                .returns(5_000, Results::failed)
                .satisfies(results -> assertThat(results.misses()).hasSize(50));
    }

    static Stream<Path> reports() throws Exception {
        try (Stream<Path> files = Files.walk(REPORTS)) {
            return files.filter(file -> file.endsWith("junit.xml") || file.endsWith("ctrf.json")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void reportsOfOurOwnAreRead(Path report) throws Exception {
        Results results = read(report);
        boolean junit = report.endsWith("junit.xml");
        Results other = read(report.resolveSibling(junit ? "ctrf.json" : "junit.xml"));
        assertThat(results.tests() + results.skipped()).isPositive();
        assertThat(List.of(results.passed(), results.failed(), results.broken(), results.skipped(), results.flaky()))
                .isEqualTo(List.of(other.passed(), other.failed(), other.broken(), other.skipped(), other.flaky()));
        assertThat(results.doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a/one.xml      | one.xml
            a/*.xml        | one.xml two.xml
            a/{one,x}.xml  | one.xml
            **/*.xml       | deep.xml one.xml top.xml two.xml
            a/**/*.xml     | deep.xml one.xml two.xml
            a/*            | note.txt one.xml two.xml
            gone/*.xml     | ``
            gone.xml       | ``
            """)
    void filesAreFoundByPattern(String pattern, String names) throws Exception {
        Files.createDirectories(folder.resolve("a/b"));
        for (String name : List.of("top.xml", "a/one.xml", "a/two.xml", "a/note.txt", "a/b/deep.xml")) {
            Files.writeString(folder.resolve(name), "");
        }
        List<Path> files = FilePattern.of(pattern, folder).orElseThrow().files();
        assertThat(files.stream()
                        .map(file -> file.getFileName().toString())
                        .sorted()
                        .toList())
                .isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(" ")));
    }

    private Results read(String text) throws Exception {
        return read(Files.writeString(folder.resolve("results.xml"), text));
    }

    private static Results read(Path file) throws Exception {
        return ResultFile.read(List.of(file), ResultFile.Format.ANY, new Redactor(List.of("token-of-ours")));
    }
}
