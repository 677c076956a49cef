package io.prodgate.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.prodgate.evidence.FaultRun;
import io.prodgate.report.Figures;
import io.prodgate.report.Scenario;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Faults that were made on purpose, as {@code report.json} tells them. */
final class FaultsJson {
    private FaultsJson() {}

    /** Writes the key {@code faults}; of a run that disturbed nothing there is nothing to tell. */
    static void write(List<Scenario> scenarios, Fields fields) throws IOException {
        if (scenarios.isEmpty()) {
            return;
        }
        JsonGenerator json = fields.json();
        json.writeArrayFieldStart("faults");
        for (Scenario scenario : scenarios) {
            json.writeStartObject();
            write(scenario, fields);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(Scenario scenario, Fields fields) throws IOException {
        JsonGenerator json = fields.json();
        FaultRun fault = scenario.fault();
        json.writeStringField("check", scenario.check());
        json.writeStringField("what", fault.what());
        fields.optional("from", fault.from().map(Instant::toString));
        fields.optional("to", fault.to().map(Instant::toString));
        fields.optional("trouble", fault.trouble().map(FaultRun.Trouble::wireName));
        if (scenario.recovery().isPresent()) {
            json.writeObjectFieldStart("recovery");
            write(scenario.recovery().get(), fields);
            json.writeEndObject();
        }
        fields.optional("runbook", scenario.runbook());
        if (scenario.exercise().isPresent()) {
            json.writeBooleanField("runbookWorked", scenario.exercise().get().worked());
        }
    }

    private static void write(Scenario.Recovery recovery, Fields fields) throws IOException {
        JsonGenerator json = fields.json();
        fields.strings("looked", recovery.looked());
        if (recovery.first().isPresent()) {
            Scenario.Shown shown = recovery.first().get();
            json.writeStringField("by", shown.by());
            json.writeNumberField("after", Figures.seconds(shown.after()));
        }
    }
}
