package io.prodgate.cli;

import io.prodgate.journal.RunHead;
import io.prodgate.report.WholeFile;
import io.prodgate.report.document.BaselineDocument;
import io.prodgate.report.document.ClientReport;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.FeedbackDocument;
import io.prodgate.report.document.ValidationReport;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the documents of a run: all of them or none.
 *
 * @param folder where to; empty if nobody wants them
 * @param edition for whom
 * @param planned where the plan of the run comes from
 */
record Papers(Optional<Path> folder, Edition edition, Planned planned) {
    /** The client's edition has a name of its own: in the same folder neither replaces the other. */
    static final String CLIENT_REPORT = "production-validation-report-for-client";

    /** Where the plan of a run comes from. */
    @FunctionalInterface
    interface Planned {
        /**
         * The plan that a run had.
         *
         * @throws IOException if it cannot be read, or is another one by now
         */
        LoadedPlan of(RunHead head) throws IOException;
    }

    /** What to write where below the folder, without the ending of the format. */
    private Map<String, Document> documents(Judged judged) throws IOException {
        Map<String, Document> all = new LinkedHashMap<>();
        if (edition == Edition.CLIENT) {
            all.put("operations/" + CLIENT_REPORT, ClientReport.of(judged));
            return all;
        }
        all.put(
                "testing/production-validation-test-plan",
                TestPlan.of(planned.of(judged.run().head())));
        all.put("testing/performance-baseline-metrics", BaselineDocument.of(judged.run()));
        all.put("testing/client-feedback-survey-results", FeedbackDocument.of(judged.run()));
        all.put("operations/production-validation-report", ValidationReport.of(judged));
        return all;
    }

    /**
     * Writes them.
     *
     * @return the files
     * @throws IOException if one cannot be written, or the run is only a part of one; then those that were there still are
     */
    List<Path> write(Judged judged) throws IOException {
        if (folder.isEmpty() || judged.run().head().shard().isPresent()) {
            return List.of();
        }
        Map<Path, byte[]> files = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Document> document : documents(judged).entrySet()) {
                for (DocumentFormat format : DocumentFormat.values()) {
                    files.put(
                            folder.get().resolve(document.getKey() + format.ending()),
                            format.text(document.getValue()).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (RuntimeException e) {
            // A mistake of ours here must not keep a run from telling its verdict.
            throw new IOException("the documents cannot be written: " + e.getMessage(), e);
        }
        if (edition == Edition.INTERNAL) {
            files.put(folder.get().resolve(ValidationScript.FILE), ValidationScript.bytes());
        }
        write(files);
        return List.copyOf(files.keySet());
    }

    private static void write(Map<Path, byte[]> files) throws IOException {
        List<Path> beside = new ArrayList<>();
        try {
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                Path part = file.getKey().resolveSibling("." + file.getKey().getFileName() + ".new");
                WholeFile.write(part, stream -> stream.write(file.getValue()));
                beside.add(part);
            }
            for (Path file : files.keySet()) {
                Path part = file.resolveSibling("." + file.getFileName() + ".new");
                if (file.endsWith(ValidationScript.FILE)) {
                    ValidationScript.makeExecutable(part);
                }
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new IOException("the documents cannot be written: " + e.getMessage(), e);
        } finally {
            for (Path part : beside) {
                Files.deleteIfExists(part);
            }
        }
    }
}
