package io.prodgate.report.attestation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.prodgate.journal.Journal;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Format;
import io.prodgate.report.PrettyJson;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.FileDigest;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Release;
import io.prodgate.verdict.Seal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code attestation.json}: an in-toto Statement with the predicate test-result. Its subjects are what was proven: the journal with its
 * SHA-256, the commit, and the Android packages; its configuration is the plan and the state of terraform. What could not be judged is
 * among the failed tests: nothing that is not known is a pass.
 *
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto Statement</a>
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md">Test Result</a>
 */
public final class AttestationReport implements Format {
    /** The file's name in a run's folder. */
    public static final String FILE_NAME = "attestation.json";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private final Path folder;

    /**
     * An attestation.
     *
     * @param folder the run's, with its journal
     */
    public AttestationReport(Path folder) {
        this.folder = folder;
    }

    @Override
    public String fileName() {
        return FILE_NAME;
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        String journal = FileDigest.sha256(folder.resolve(Journal.FILE_NAME));
        try (JsonGenerator json = PrettyJson.generator(out)) {
            json.writeStartObject();
            json.writeStringField("_type", "https://in-toto.io/Statement/v1");
            json.writeArrayFieldStart("subject");
            subjects(json, journal, Release.of(judged.run()));
            json.writeEndArray();
            json.writeStringField("predicateType", "https://in-toto.io/attestation/test-result/v0.1");
            predicate(json, judged);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void subjects(JsonGenerator json, String journal, Release release) throws IOException {
        subject(json, Seal.JOURNAL, "sha256", journal);
        Optional<String> commit =
                release.revision().filter(revision -> COMMIT.matcher(revision).matches());
        if (commit.isPresent()) {
            subject(json, "revision", "gitCommit", commit.get());
        }
        for (String apk : new TreeSet<>(release.apks())) {
            subject(json, "apk", "sha256", apk);
        }
    }

    private static void subject(JsonGenerator json, String name, String algorithm, String digest) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        digest(json, algorithm, digest);
        json.writeEndObject();
    }

    private static void digest(JsonGenerator json, String algorithm, String digest) throws IOException {
        json.writeObjectFieldStart("digest");
        json.writeStringField(algorithm, digest);
        json.writeEndObject();
    }

    private static void predicate(JsonGenerator json, Judged judged) throws IOException {
        RunHead head = judged.run().head();
        json.writeObjectFieldStart("predicate");
        json.writeStringField(
                "result",
                switch (judged.verdict()) {
                    case APPROVED -> "PASSED";
                    case APPROVED_WITH_CONDITIONS -> "WARNED";
                    case NOT_APPROVED, INCONCLUSIVE -> "FAILED";
                });
        json.writeArrayFieldStart("configuration");
        json.writeStartObject();
        json.writeStringField("name", head.plan());
        digest(json, "sha256", head.planSha256());
        json.writeObjectFieldStart("annotations");
        json.writeStringField("run", head.id());
        json.writeStringField("production", head.url().toString());
        json.writeStringField("verdict", judged.verdict().wireName());
        json.writeStringField("until", judged.run().approvalEnd().toString());
        json.writeEndObject();
        json.writeEndObject();
        if (head.gate().terraform().isPresent()) {
            json.writeStartObject();
            json.writeStringField("name", "terraform");
            json.writeObjectFieldStart("annotations");
            json.writeStringField("lineage", head.gate().terraform().get().lineage());
            json.writeNumberField("serial", head.gate().terraform().get().serial());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        Optional<URI> job = head.gate().job();
        if (job.isPresent()) {
            json.writeStringField("url", job.get().toString());
        }
        tests(json, "passedTests", judged, List.of(Effect.NONE));
        tests(json, "warnedTests", judged, List.of(Effect.CONDITION));
        tests(json, "failedTests", judged, List.of(Effect.CLOSES, Effect.UNPROVEN));
        json.writeEndObject();
    }

    private static void tests(JsonGenerator json, String name, Judged judged, List<Effect> effects) throws IOException {
        json.writeArrayFieldStart(name);
        for (RunResult.CheckResult check : judged.run().checks()) {
            if (effects.contains(Judge.effect(check, judged.run().started()))) {
                json.writeString(check.head().id());
            }
        }
        json.writeEndArray();
    }
}
