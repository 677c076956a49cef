package io.prodgate.report.markdown;

import io.prodgate.report.Format;
import io.prodgate.report.Overview;
import io.prodgate.verdict.Judged;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** {@code report.md}: the whole run as GitHub-flavoured Markdown. */
public final class MarkdownReport implements Format {
    @Override
    public String fileName() {
        return "report.md";
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new Page(Overview.of(judged)).write(new Sheet(writer, Long.MAX_VALUE));
        writer.flush();
    }
}
