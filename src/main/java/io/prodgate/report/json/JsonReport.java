package io.prodgate.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Json;
import io.prodgate.journal.Decision;
import io.prodgate.journal.Event;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Format;
import io.prodgate.report.Overview;
import io.prodgate.report.PrettyJson;
import io.prodgate.report.Scenario;
import io.prodgate.report.Sessions;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code report.json}: everything a run found, for other tools. Its schema is the resource {@link #SCHEMA}. Instants are
 * ISO-8601 in UTC, durations decimal seconds. Written check by check, so that a large run needs no large tree.
 */
public final class JsonReport implements Format {
    /** The JSON Schema (2020-12) of the format, as a resource. */
    public static final String SCHEMA = "/schema/report.schema.json";

    /** Raised when a key changes its meaning or goes away; new keys may come without. */
    private static final int VERSION = 1;

    @Override
    public String fileName() {
        return "report.json";
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        ObjectWriter evidence = Json.mapper().writerFor(Evidence.class);
        try (JsonGenerator generator = PrettyJson.generator(out)) {
            Fields fields = new Fields(generator);
            new Writing(generator, fields, new CheckJson(generator, evidence, fields)).report(Overview.of(judged));
            generator.writeRaw('\n');
        }
    }

    /** One report being written. */
    private record Writing(JsonGenerator json, Fields fields, CheckJson checks) {
        void report(Overview overview) throws IOException {
            Judged judged = overview.judged();
            RunHead head = judged.run().head();
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("run", head.id());
            json.writeStringField("verdict", judged.verdict().wireName());
            json.writeStringField("gate", judged.gate().wireName());
            fields.optional("approvalUntil", approval(judged).map(Instant::toString));
            fields.strings("reasons", judged.reasons());
            json.writeStringField("started", judged.run().started().toString());
            json.writeNumberField("duration", Figures.seconds(judged.run().duration()));
            json.writeBooleanField("finished", judged.run().finished());
            fields.optional("interrupted", judged.run().interrupted());
            fields.optional("pausedUntil", judged.run().pausedUntil().map(Instant::toString));
            production(head);
            plan(head);
            json.writeObjectFieldStart("tool");
            json.writeStringField("name", "prodgate");
            json.writeStringField("version", head.version());
            json.writeEndObject();
            sessions(judged.run().sessions());
            shards(judged.run());
            decisions(judged.run().decisions());
            messages(judged.run().messages());
            AcceptanceJson.write(judged, fields);
            summary(overview);
            waits(overview);
            FaultsJson.write(Scenario.of(judged.run()), fields);
            json.writeArrayFieldStart("checks");
            for (Finding check : overview.checks()) {
                checks.write(check);
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private void production(RunHead head) throws IOException {
            json.writeObjectFieldStart("production");
            json.writeStringField("name", head.production());
            json.writeStringField("url", head.url().toString());
            fields.optional("revision", head.revision());
            if (head.gate().terraform().isPresent()) {
                json.writeObjectFieldStart("terraform");
                json.writeStringField("lineage", head.gate().terraform().get().lineage());
                json.writeNumberField("serial", head.gate().terraform().get().serial());
                json.writeEndObject();
            }
            json.writeStringField("settleUntil", head.settleUntil().toString());
            json.writeEndObject();
        }

        private void plan(RunHead head) throws IOException {
            json.writeObjectFieldStart("plan");
            json.writeStringField("file", head.plan());
            json.writeStringField("sha256", head.planSha256());
            json.writeNumberField("budget", Figures.seconds(head.budget()));
            fields.strings("selection", head.selection());
            json.writeEndObject();
        }

        /** Of a run that went through there is nothing to tell that is not told above. */
        private void sessions(List<RunResult.Session> sessions) throws IOException {
            if (sessions.size() < 2) {
                return;
            }
            json.writeArrayFieldStart("sessions");
            for (RunResult.Session session : sessions) {
                json.writeStartObject();
                json.writeStringField("started", session.started().toString());
                json.writeStringField("ended", session.ended().toString());
                json.writeStringField("version", session.version());
                json.writeStringField("end", Sessions.end(session));
                fields.optional("signal", session.interrupted());
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private static Optional<Instant> approval(Judged judged) {
            return judged.gate() == Gate.OPEN ? Optional.of(judged.run().approvalEnd()) : Optional.empty();
        }

        private void decisions(List<RunResult.Decided> decisions) throws IOException {
            if (decisions.isEmpty()) {
                return;
            }
            json.writeArrayFieldStart("decisions");
            for (RunResult.Decided decided : decisions) {
                Decision decision = decided.decision();
                json.writeStartObject();
                json.writeStringField("at", decided.at().toString());
                json.writeStringField("decision", decision.kind().wireName());
                json.writeStringField("by", decision.by());
                fields.optional("account", decision.account());
                json.writeStringField("reason", decision.reason());
                json.writeStringField("until", decision.until().toString());
                json.writeBooleanField("overridesCritical", decision.overridesCritical());
                json.writeBooleanField("current", decided.current());
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void shards(RunResult run) throws IOException {
            if (run.head().shard().isPresent()) {
                json.writeObjectFieldStart("shard");
                json.writeNumberField("index", run.head().shard().get().index());
                json.writeNumberField("of", run.head().shard().get().of());
                json.writeEndObject();
            }
            if (run.kept().isPresent()) {
                json.writeObjectFieldStart("kept");
                json.writeStringField("run", run.kept().get().run());
                json.writeStringField("journalSha256", run.kept().get().journalSha256());
                json.writeStringField("ended", run.kept().get().ended().toString());
                fields.strings("checks", run.kept().get().checks());
                json.writeEndObject();
            }
            if (run.merged().isPresent()) {
                json.writeArrayFieldStart("shards");
                for (Event.ShardsMerged.Source shard : run.merged().get().shards()) {
                    json.writeStartObject();
                    json.writeStringField("shard", shard.shard());
                    json.writeStringField("run", shard.run());
                    json.writeStringField("journalSha256", shard.journalSha256());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }

        private void messages(List<RunResult.Told> messages) throws IOException {
            if (messages.isEmpty()) {
                return;
            }
            json.writeArrayFieldStart("messages");
            for (RunResult.Told told : messages) {
                json.writeStartObject();
                json.writeStringField("at", told.at().toString());
                json.writeStringField("about", told.message().about());
                json.writeStringField("recipient", told.message().recipient());
                json.writeStringField("state", told.message().state().wireName());
                json.writeStringField("detail", told.message().detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void summary(Overview overview) throws IOException {
            json.writeObjectFieldStart("summary");
            json.writeNumberField("checks", overview.checks().size());
            for (Outcome outcome : Outcome.values()) {
                json.writeNumberField(outcome.wireName(), overview.count(outcome));
            }
            json.writeNumberField("required", overview.required());
            json.writeNumberField("quarantined", overview.quarantined());
            json.writeEndObject();
        }

        private void waits(Overview overview) throws IOException {
            json.writeObjectFieldStart("waits");
            json.writeNumberField("total", Figures.seconds(overview.waited()));
            json.writeArrayFieldStart("limits");
            for (Overview.Wait wait : overview.waits()) {
                json.writeStartObject();
                json.writeStringField("host", wait.host());
                json.writeStringField("word", wait.word());
                json.writeNumberField("taken", wait.taken());
                json.writeNumberField("total", Figures.seconds(wait.total()));
                json.writeNumberField("givenUp", wait.givenUp());
                json.writeNumberField("longestGivenUp", Figures.seconds(wait.longestGivenUp()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
