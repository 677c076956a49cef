package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A file in a browser, with everything noted that a page must not do: errors, dialogs, requests. */
public final class OpenPage implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final Path file;
    private final List<String> complaints = new ArrayList<>();

    private OpenPage(BrowserContext context, Path file) {
        this.context = context;
        this.page = context.newPage();
        this.file = file;
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                complaints.add("request: " + request.url());
            }
        });
    }

    /** Opens a file in light colours, 1280 pixels wide. */
    public static OpenPage of(Browser browser, Path file, String fragment) {
        return of(browser, file, fragment, 1280, ColorScheme.LIGHT);
    }

    /**
     * Opens a file.
     *
     * @param fragment what follows the file in the address: {@code #outcome=failed}
     * @param width in CSS pixels
     */
    public static OpenPage of(Browser browser, Path file, String fragment, int width, ColorScheme colours) {
        return of(browser, file, fragment, options(width, colours));
    }

    /** Opens a file in a browser that runs no script of it. */
    public static OpenPage withoutScript(Browser browser, Path file, String fragment) {
        return of(browser, file, fragment, options(1280, ColorScheme.LIGHT).setJavaScriptEnabled(false));
    }

    private static OpenPage of(Browser browser, Path file, String fragment, Browser.NewContextOptions options) {
        OpenPage open = new OpenPage(browser.newContext(options), file);
        open.go(fragment);
        return open;
    }

    private static Browser.NewContextOptions options(int width, ColorScheme colours) {
        return new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(colours);
    }

    /** Goes to another fragment of the same file. */
    public void go(String fragment) {
        page.navigate(file.toUri() + fragment);
    }

    /**
     * Shows every text in a font that is the same on every machine. It comes as bytes, since the page's policy lets it load none; its
     * letters are as wide as they are drawn, however this machine smooths them, so that lines break in the same places.
     */
    public void useTheFontOfTests() throws IOException {
        byte[] font = Files.readAllBytes(HeadlessBrowser.PACKAGES.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
        page.evaluate("""
            async text => {
              const font = new FontFace('of tests', Uint8Array.from(atob(text), letter => letter.charCodeAt(0)));
              document.fonts.add(await font.load());
              const sheet = new CSSStyleSheet();
              sheet.replaceSync('* { font-family: "of tests" !important; text-rendering: geometricPrecision !important }');
              document.adoptedStyleSheets = [sheet];
              await document.fonts.ready;
            }
            """, Base64.getEncoder().encodeToString(font));
    }

    /** The page as Playwright has it. */
    public Page page() {
        return page;
    }

    /** The value of an expression in the page as text. */
    public String value(String expression) {
        return String.valueOf(page.evaluate(expression));
    }

    /** What axe-core finds wrong, by the rules for WCAG 2.2 AA and its best practices; empty if nothing. */
    public String accessibility() throws IOException {
        return accessibility("{}");
    }

    /** The same in other colours, by the rules about colours alone: the others are the same in all. */
    public String accessibilityIn(ColorScheme colours) throws IOException {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        return accessibility("{runOnly: ['color-contrast']}");
    }

    private String accessibility(String options) throws IOException {
        page.evaluate(Files.readString(HeadlessBrowser.PACKAGES.resolve("axe-core/axe.min.js")));
        return value("""
            async () => (await axe.run(%s)).violations.map(found =>
                found.id + ': ' + found.nodes.slice(0, 3).map(node => node.target + ' ' + node.failureSummary).join('; '))
              .join('\\n')\
            """.formatted(options));
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("errors, dialogs and requests of %s", file).isEmpty();
    }
}
