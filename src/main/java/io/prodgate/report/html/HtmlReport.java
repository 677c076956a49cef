package io.prodgate.report.html;

import io.prodgate.report.Format;
import io.prodgate.report.Overview;
import io.prodgate.verdict.Judged;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code report.html}: one file that needs nothing else. Its content security policy allows its own style and script, told by
 * hash, pictures that are part of the page, and nothing more: no network, nothing that text in the page could bring along.
 * Everything can be read without the script, as in the preview of a mail.
 *
 * <p>The templates are read with an engine of their own when a page is written, because the engine of the application
 * reads all its templates at every start. A template that names something unknown fails, it never leaves a gap.
 */
public final class HtmlReport implements Format {
    static final String FOLDER = "/report/html/";

    /** The style of the page: each sheet names what it is for. */
    private static final List<String> SHEETS = List.of("report.css", "charts/charts.css");

    /** What helps to read the page in a browser; nothing of the page needs it. */
    private static final List<String> SCRIPTS = List.of("report.js", "charts/timeline.js");

    private final Optional<Path> run;

    /** A page that only links to pictures. */
    public HtmlReport() {
        this.run = Optional.empty();
    }

    /**
     * A page that has the pictures it shows in it.
     *
     * @param run the run's folder, where they are
     */
    public HtmlReport(Path run) {
        this.run = Optional.of(run);
    }

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(render(new PageView(Overview.of(judged), run).page()));
        writer.flush();
    }

    /** The page of what it shows. */
    static String render(View.Page page) {
        Inlined style = Inlined.of(SHEETS);
        Inlined script = Inlined.of(SCRIPTS);
        return engine().getTemplate("page")
                .data("page", page)
                .data("style", style.text())
                .data("styleSource", style.source())
                .data("script", script.text())
                .data("scriptSource", script.source())
                .render();
    }

    /** The templates: strict, so that one that names something unknown fails. */
    static Engine engine() {
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .addLocator(name -> Optional.of(new Location(resource(name + ".html"))))
                .removeStandaloneLines(true)
                .strictRendering(true)
                .build();
    }

    static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FOLDER + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A template as HTML, so that every expression in it is escaped. */
    private record Location(String text) implements TemplateLocation {
        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }
}
