package io.prodgate.check.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class ReadersPropertiesTest {
    private static final Redactor REDACTOR = new Redactor(List.of());
    private static final List<String> SEEDS = List.of(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuites><testsuite name=\"s\" tests=\"2\"><testcase name=\"a\">"
                    + "<failure type=\"t\">x &amp; <![CDATA[y]]></failure></testcase><testcase name=\"b\"/></testsuite></testsuites>",
            "{\"results\": {\"summary\": {\"tests\": 1, \"start\": 5}, \"tests\": [{\"name\": \"a\", \"status\": \"failed\"}]}}");

    private static Path file = Path.of("");

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("results", ".txt");
    }

    @AfterContainer
    static void removeFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 500)
    void whateverAFileHoldsItIsReadOrRefused(@ForAll("broken") byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            assertThat(ResultFile.read(List.of(file), ResultFile.Format.ANY, REDACTOR)
                            .tests())
                    .isNotNegative();
        } catch (UnreadableException e) {
            assertThat(e.getMessage()).startsWith(file.toString());
        }
    }

    @Property(tries = 500)
    void whateverIsPrintedNoReaderStumbles(@ForAll("lines") List<String> lines) {
        for (OutputReader reader :
                List.of(new TapReader(REDACTOR), new CountsReader(REDACTOR), new AnyReader(REDACTOR))) {
            lines.forEach(reader::line);
            reader.end().ifPresent(results -> assertThat(results.tests()).isNotNegative());
        }
    }

    @Property(tries = 300)
    void aSummaryGivesItsNumbersBack(
            @ForAll @IntRange(max = 100_000) int passed,
            @ForAll @IntRange(max = 100_000) int failed,
            @ForAll @IntRange(max = 100_000) int skipped) {
        for (String form : List.of(
                "%d passed, %d failed, %d skipped",
                "Passed: %d, Failed: %d, Skipped: %d",
                "== %d passed | %d failed | %d skipped in 1.2s ==",
                "# Smoke: %d passed %d failures %d pending")) {
            CountsReader reader = new CountsReader(REDACTOR);
            reader.line(form.formatted(passed, failed, skipped));
            assertThat(reader.end())
                    .get()
                    .returns(passed, Results::passed)
                    .returns(failed, Results::failed)
                    .returns(skipped, Results::skipped);
        }
    }

    /** Good files cut and with something else within. */
    @Provide
    Arbitrary<byte[]> broken() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        return Arbitraries.of(SEEDS).flatMap(seed -> {
            byte[] good = seed.getBytes(StandardCharsets.UTF_8);
            return Arbitraries.integers()
                    .between(0, good.length)
                    .flatMap(from -> Arbitraries.integers()
                            .between(from, good.length)
                            .flatMap(to -> noise.map(within -> joined(good, from, to, within))));
        });
    }

    private static byte[] joined(byte[] good, int from, int to, byte[] within) {
        byte[] joined = new byte[from + within.length + good.length - to];
        System.arraycopy(good, 0, joined, 0, from);
        System.arraycopy(within, 0, joined, from, within.length);
        System.arraycopy(good, to, joined, from + within.length, good.length - to);
        return joined;
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> known = Arbitraries.of(
                "1..3",
                "ok 1 - a",
                "not ok 2 # TODO",
                "ok 3 # SKIP",
                "Bail out!",
                "7 passed",
                "999999999 passed, 999999999 failed",
                "5/7 tests passed",
                "Tests run: 7, Failures: 1",
                "--- FAIL: TestA (0.1s)",
                "ok  \tpkg\t(cached)",
                "test result: ok. 1 passed; 0 failed",
                "Ran 7 tests in 1s",
                "OK",
                "✗ x",
                "");
        return Arbitraries.oneOf(known, Arbitraries.strings().ofMaxLength(40))
                .list()
                .ofMaxSize(12);
    }
}
