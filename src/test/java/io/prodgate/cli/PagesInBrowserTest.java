package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.prodgate.testing.HeadlessBrowser;
import io.prodgate.testing.OpenPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are sent besides the report, in a browser: documents to sign, and the form of a survey. */
@ExtendWith(HeadlessBrowser.class)
class PagesInBrowserTest {
    private static final Path DOCUMENTS = Path.of("docs/examples/documents");

    @TempDir
    private Path folder;

    private final Browser browser;

    PagesInBrowserTest(Browser browser) {
        this.browser = browser;
    }

    @ParameterizedTest
    @CsvSource({
        "operations/production-validation-report.html, 1280, LIGHT",
        "testing/production-validation-test-plan.html, 390, DARK",
        "testing/client-feedback-survey-results.html, 768, LIGHT",
        "operations/production-validation-report-for-client.html, 390, LIGHT",
    })
    void nothingKeepsAnybodyFromReadingADocument(String document, int width, ColorScheme colours) throws IOException {
        try (OpenPage open = OpenPage.of(browser, DOCUMENTS.resolve(document), "", width, colours)) {
            assertThat(open.accessibility()).isEmpty();
            assertThat(open.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(width);
        }
    }

    @Test
    void whatSomebodyFillsInIsWhatIsCounted() throws IOException {
        Shell shell = Shell.inEarnest(Map.of());
        assertThat(shell.run(
                                "survey",
                                "new",
                                "--ticket",
                                "101=Printer",
                                "--ticket",
                                "102=VPN",
                                "--out",
                                folder.toString())
                        .exitCode())
                .isZero();
        Path saved = folder.resolve("saved.json");
        try (OpenPage open = OpenPage.of(browser, folder.resolve("form.html"), "", 390, ColorScheme.LIGHT)) {
            Page page = open.page();
            assertThat(open.accessibility()).isEmpty();
            page.locator("button[type=submit]").click();
            assertThat(page.locator("#status").textContent()).contains("say who you are");

            page.locator("#who").fill("Jane Doe");
            page.locator("[name=t0-relevance][value='4']").check();
            page.locator("[name=t0-overall][value='5']").check();
            page.locator("#t0-open").fill("=1+1, \"faster\" please\nJane Doe");
            Download download = page.waitForDownload(
                    () -> page.locator("button[type=submit]").click());
            download.saveAs(saved);
        }

        Path answers = folder.resolve("answers.csv");
        Shell.Result added = shell.run("survey", "add", saved.toString(), "--into", answers.toString());

        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(answers).content().contains("101", "faster").doesNotContain("Jane", "\n=1", ",=1", "102");
    }
}
