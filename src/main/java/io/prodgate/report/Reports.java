package io.prodgate.report;

import io.prodgate.report.ctrf.CtrfReport;
import io.prodgate.report.html.HtmlReport;
import io.prodgate.report.json.JsonReport;
import io.prodgate.report.junit.JunitReport;
import io.prodgate.report.markdown.MarkdownReport;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the reports of a run into its folder. */
public final class Reports {
    private Reports() {}

    /**
     * Writes every format. A file appears whole or not at all: each is written beside its place, forced to disk and
     * moved there. One that cannot be written does not keep the others from being written.
     *
     * @param folder made if it is not there
     * @return the files written, {@code report.json} first
     * @throws IOException if at least one could not be written; names the file, further ones are suppressed exceptions
     */
    public static List<Path> write(Judged judged, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        for (Format format : formats(folder)) {
            Path file = folder.resolve(format.fileName());
            try {
                write(format, judged, file);
                written.add(file);
            } catch (IOException | RuntimeException e) {
                failures.add(new IOException("cannot write the report " + file + ": " + e.getMessage(), e));
            }
        }
        if (!failures.isEmpty()) {
            IOException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return List.copyOf(written);
    }

    private static List<Format> formats(Path folder) {
        return List.of(
                new JsonReport(), new MarkdownReport(), new HtmlReport(folder), new JunitReport(), new CtrfReport());
    }

    /** Writes one format, whole or not at all. */
    public static void write(Format format, Judged judged, Path file) throws IOException {
        WholeFile.write(file, out -> format.write(judged, out));
    }
}
