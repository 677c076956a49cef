package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.prodgate.report.html.HtmlReport;
import io.prodgate.testing.HeadlessBrowser;
import io.prodgate.testing.OpenPage;
import io.prodgate.verdict.Judge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * How {@code report.html} of 10,000 checks, every tenth of them failed, feels in Chromium. Missed goals are printed; with
 * {@code -Dbench.strict=true} they fail the build.
 */
@ExtendWith(HeadlessBrowser.class)
class ReportBench {
    private static final long SIZE = 8L << 20;
    private static final int PAINT = 1_000;
    private static final int FILTER = 100;

    @TempDir
    Path folder;

    @Test
    void tenThousandChecks(Browser browser) throws Exception {
        Path report = Files.writeString(
                folder.resolve("report.html"), new HtmlReport().text(Judge.judge(SampleRuns.large(10_000))));
        List<String> missed = new ArrayList<>();
        tell("size", Files.size(report), SIZE, "bytes", missed);
        for (int round = 0; round < 3; round++) {
            try (OpenPage open = OpenPage.of(browser, report, "", 1280, ColorScheme.LIGHT)) {
                tell("first paint", number(open.value("""
                    performance.getEntriesByName('first-contentful-paint')[0].startTime\
                    """)), PAINT, "ms", missed);
                for (String choice : List.of("q=check-99", "outcome=failed", "q=7", "outcome=", "q=")) {
                    String[] field = choice.split("=", 2);
                    tell(
                            "filter " + choice,
                            number(open.value("""
                                () => {
                                  const form = document.getElementById('filter');
                                  const start = performance.now();
                                  form.elements['%s'].value = '%s';
                                  form.dispatchEvent(new Event('input'));
                                  document.body.offsetHeight; // All is laid out when this is known.
                                  return performance.now() - start;
                                }\
                                """.formatted(field[0], field[1]))),
                            FILTER,
                            "ms",
                            missed);
                }
            }
        }
        if (Boolean.getBoolean("bench.strict")) {
            assertThat(missed).as("goals missed").isEmpty();
        }
    }

    private static long number(String value) {
        return Math.round(Double.parseDouble(value));
    }

    private static void tell(String what, long value, long goal, String unit, List<String> missed) {
        boolean met = value <= goal;
        System.out.printf(
                "report.html, 10,000 checks: %-22s %,9d %s, goal %,d: %s%n",
                what, value, unit, goal, met ? "met" : "MISSED");
        if (!met) {
            missed.add(what);
        }
    }
}
