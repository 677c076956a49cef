package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.prodgate.report.html.HtmlReport;
import io.prodgate.testing.GoldenPicture;
import io.prodgate.testing.HeadlessBrowser;
import io.prodgate.testing.OpenPage;
import io.prodgate.testing.Pngs;
import io.prodgate.verdict.Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report.html} of a run with everything in it, as people meet it. */
@ExtendWith(HeadlessBrowser.class)
class ReportInBrowserTest {
    @TempDir
    static Path run;

    private static Path report;
    private final Browser browser;

    ReportInBrowserTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void draw() throws IOException {
        Path screen = run.resolve(SampleFlows.SCREEN);
        Files.createDirectories(screen.getParent());
        Files.write(screen, Pngs.drawn(360, 640));
        report = Files.writeString(
                run.resolve("report.html"), new HtmlReport(run).text(Judge.judge(SampleRuns.everything())));
    }

    @Test
    void whatIsChosenIsShownAloneAndStandsInTheAddress() {
        try (OpenPage open = OpenPage.of(browser, report, "")) {
            Page page = open.page();
            int all = page.locator("li.check").count();
            assertThat(page.locator("#filter output").textContent()).isEqualTo(all + " checks");

            page.locator("select[name=outcome]").selectOption("failed");
            page.locator("select[name=severity]").selectOption("critical");

            Locator rows = page.locator("li.check:visible");
            assertThat(rows.count()).isPositive();
            assertThat(page.locator("li.check:visible:not([data-outcome=failed][data-severity=critical])")
                            .count())
                    .isZero();
            assertThat(page.locator("article.finding:visible").count()).isEqualTo(rows.count());
            assertThat(page.locator("#charts").isVisible()).isFalse();
            assertThat(page.locator("#filter output").textContent()).isEqualTo(rows.count() + " of " + all + " checks");
            assertThat(open.value("location.hash")).isEqualTo("#outcome=failed&severity=critical");

            page.locator("#filter button[type=reset]").click();
            assertThat(page.locator("#filter output").textContent()).isEqualTo(all + " checks");
            assertThat(page.locator("#charts").isVisible()).isTrue();
            assertThat(open.value("location.hash")).isEmpty();
        }
    }

    @Test
    void anAddressShowsWhatSomebodyElseChose() {
        try (OpenPage open = OpenPage.of(browser, report, "#tag=smoke&q=SIGNED+webhook&cause=production")) {
            assertThat(visible(open.page(), "article.finding")).containsExactly("create-ticket");
            assertThat(open.page().locator("select[name=tag]").inputValue()).isEqualTo("smoke");

            open.go("#outcome=no-longer-there");
            assertThat(open.page().locator("article.finding:visible").count()).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-tick", "Search finds a FRESH", "control hosts could be reached"})
    void idsTitlesAndExplanationsAreSearched(String words) {
        try (OpenPage open = OpenPage.of(browser, report, "")) {
            open.page().locator("input[name=q]").fill(words);

            assertThat(open.page().locator("article.finding:visible").count()).isEqualTo(1);
        }
    }

    @Test
    void aNumberOfTheTopShowsItsChecks() {
        try (OpenPage open = OpenPage.of(browser, report, "")) {
            Locator number = open.page().locator("a.number[data-outcome=failed]");
            number.click();

            assertThat(open.page().locator("li.check:visible").count())
                    .isPositive()
                    .isEqualTo(Integer.parseInt(number.locator("b").textContent()));
        }
    }

    @Test
    void aLinkToACheckOpensWhatIsClosedAndFocusesIt() {
        try (OpenPage open = OpenPage.of(browser, report, "#outcome=failed")) {
            open.page().evaluate("document.querySelectorAll('details.stage').forEach(stage => stage.open = false)");
            open.page().evaluate("location.hash = '#check-health'");
            open.page().waitForFunction("document.activeElement.closest('#check-health') !== null");

            assertThat(open.page().locator("#check-health details.all").first().isVisible())
                    .isTrue();
            assertThat(open.page().locator("#charts").isVisible()).isTrue();
        }
        try (OpenPage open = OpenPage.of(browser, report, "#check-create-ticket")) {
            assertThat(open.value("document.activeElement.id")).isEqualTo("check-create-ticket");
            assertThat(open.page().locator("#check-create-ticket h4").isVisible())
                    .isTrue();
        }
    }

    @Test
    void everythingIsReachedByKeys() {
        try (OpenPage open = OpenPage.of(browser, report, "")) {
            open.page().keyboard().press("Tab");
            assertThat(open.value("document.activeElement.className")).isEqualTo("skip");
            open.page().keyboard().press("Enter");
            assertThat(open.value("document.activeElement.id")).isEqualTo("main");
            open.page().keyboard().press("/");
            open.page().keyboard().type("certificate");
            assertThat(open.value("document.activeElement.value")).isEqualTo("certificate");
            assertThat(open.value("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            open.page().keyboard().press("Escape");
            assertThat(open.value("document.activeElement.value")).isEmpty();
        }
    }

    @Test
    void aCommandIsCopied() {
        try (OpenPage open = OpenPage.of(browser, report, "")) {
            BrowserContext context = open.page().context();
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            open.page().locator("#check-partner button.copy").click();
            open.page().locator("#check-partner button.copy:text('Copied')").waitFor();

            assertThat(open.value("navigator.clipboard.readText()")).startsWith("nc -vz");
        }
    }

    @Test
    void theTimelineIsDrawnWiderByButtonsByKeysAndByDragging() {
        try (OpenPage open = OpenPage.of(browser, report, "")) {
            Page page = open.page();
            Locator plot = page.locator("#timeline .plot");
            Locator closer = page.locator("#timeline .zoom [value=in]");
            Locator told = page.locator("#timeline .zoom output");
            closer.click();
            plot.press("+");
            assertThat(told.textContent()).isEqualTo("4×");

            plot.evaluate("plot => plot.scrollIntoView()");
            BoundingBox place = plot.boundingBox();
            int before = scrolled(plot);
            page.mouse().move(place.x + 400, place.y + 30);
            page.mouse().down();
            page.mouse().move(place.x + 300, place.y + 30);
            page.mouse().up();
            page.waitForFunction("from => document.querySelector('#timeline .plot').scrollLeft === from + 100", before);

            for (int i = 0; i < 4; i++) {
                closer.press("Enter");
            }
            assertThat(told.textContent()).isEqualTo("16×");
            assertThat(closer.getAttribute("aria-disabled")).isEqualTo("true");
            assertThat(open.value("document.activeElement.value"))
                    .as("nobody loses the button that has nothing more to do")
                    .isEqualTo("in");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(plot.evaluate("plot => plot.scrollWidth === plot.clientWidth"))
                    .as("on paper it is as wide as its place")
                    .isEqualTo(true);

            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            plot.press("0");
            assertThat(told.textContent()).isEqualTo("1×");
        }
    }

    private static int scrolled(Locator plot) {
        return (Integer) plot.evaluate("plot => plot.scrollLeft = Math.round(plot.scrollLeft)");
    }

    @Test
    void withoutAScriptEverythingIsThere() {
        try (OpenPage open = OpenPage.withoutScript(browser, report, "#check-create-ticket")) {
            assertThat(open.page().locator("#filter").isVisible()).isFalse();
            assertThat(open.page().locator("button:visible").count()).isZero();
            assertThat(open.page().locator("article.finding:not(:visible)").count())
                    .isZero();
            assertThat(open.page().locator("#check-create-ticket:target h4").isVisible())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 768, 390})
    void nothingKeepsAnybodyFromReadingIt(int width) throws IOException {
        try (OpenPage open = OpenPage.of(browser, report, "", width, ColorScheme.LIGHT)) {
            open.page().evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");

            assertThat(open.accessibility()).isEmpty();
            assertThat(open.accessibilityIn(ColorScheme.DARK)).isEmpty();
            assertThat(open.page().evaluate("document.documentElement.scrollWidth"))
                    .as("no sideways scrolling of the page")
                    .isEqualTo(width);
        }
    }

    @Test
    void itIsDarkWhereSomebodyPrefersThat() {
        try (OpenPage light = OpenPage.of(browser, report, "", 390, ColorScheme.LIGHT);
                OpenPage dark = OpenPage.of(browser, report, "", 390, ColorScheme.DARK)) {
            assertThat(light.value("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(245, 246, 248)");
            assertThat(dark.value("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(15, 20, 27)");
        }
    }

    @Test
    void printedItHasPagesWithAllFindingsAndNothingToClick() {
        try (OpenPage open = OpenPage.of(browser, report, "")) {
            byte[] pdf = open.page()
                    .pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true));
            String text = new String(pdf, StandardCharsets.ISO_8859_1);
            assertThat(text).startsWith("%PDF-");
            assertThat(Pattern.compile("/Type */Page\\b(?!s)")
                            .matcher(text)
                            .results()
                            .count())
                    .isBetween(5L, 40L);
            assertThat(text).contains("/MediaBox [0 0 594.95996 841.91998]");

            open.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(open.page().locator("#filter, button, nav, a.link").all())
                    .noneMatch(Locator::isVisible);
            assertThat(open.page().locator("article.finding").all()).allMatch(Locator::isVisible);
            assertThat(open.page().locator("li.check").all()).allMatch(Locator::isVisible);

            open.page().setViewportSize(688, 994);
            assertThat(open.value("""
                [...document.querySelectorAll('.chart')].filter(chart => chart.offsetHeight > innerHeight
                    || chart.querySelector('.plot > svg')?.getBoundingClientRect().width > chart.clientWidth).length
                """)).as("charts that don't fit a page").isEqualTo("0");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "768, LIGHT", "390, DARK"})
    void itLooksAsItIsMeantTo(int width, ColorScheme colours) throws IOException {
        try (OpenPage open = OpenPage.of(browser, report, "", width, colours)) {
            open.useTheFontOfTests();
            byte[] picture = open.page().screenshot();
            GoldenPicture.compare("report-" + width, picture);

            open.page().evaluate("document.querySelector('section.verdict').className = 'verdict stays good'");
            assertThat(GoldenPicture.difference(picture, open.page().screenshot()))
                    .as("with another colour of the verdict it is another picture")
                    .isGreaterThan(GoldenPicture.TOLERANCE);
        }
    }

    private static List<String> visible(Page page, String what) {
        return page.locator(what + ":visible h4").allTextContents();
    }
}
