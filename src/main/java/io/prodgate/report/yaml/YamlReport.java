package io.prodgate.report.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.prodgate.evidence.Json;
import io.prodgate.report.Format;
import io.prodgate.report.json.JsonReport;
import io.prodgate.verdict.Judged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/** {@code report.yaml}: the same as {@code report.json}, as YAML 1.2. */
public final class YamlReport implements Format {
    private static final ImplicitTuple PLAIN = new ImplicitTuple(true, false);
    private static final ImplicitTuple QUOTED = new ImplicitTuple(false, true);

    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    @Override
    public String fileName() {
        return "report.yaml";
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new JsonReport().write(judged, json);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        Emitter emitter = new Emitter(DumpSettings.builder().build(), new Sink(writer));
        emitter.emit(new StreamStartEvent());
        emitter.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        try (JsonParser parser = Json.mapper().createParser(json.toString(StandardCharsets.UTF_8))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                emitter.emit(event(token, parser));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        emitter.emit(new DocumentEndEvent(false));
        emitter.emit(new StreamEndEvent());
        writer.flush();
    }

    private static Event event(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case START_OBJECT -> new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK);
            case END_OBJECT -> new MappingEndEvent();
            case START_ARRAY -> new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK);
            case END_ARRAY -> new SequenceEndEvent();
            case FIELD_NAME -> text(parser.currentName());
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                new ScalarEvent(Optional.empty(), Optional.empty(), PLAIN, parser.getText(), ScalarStyle.PLAIN);
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("there is no " + token + " in JSON text");
        };
    }

    /**
     * Quoted whatever it looks like, so that no reader takes {@code no} or {@code 1e3} for something else than text. Half of a surrogate
     * pair, which JSON can hold and YAML cannot, becomes U+FFFD.
     */
    private static Event text(String text) {
        return new ScalarEvent(
                Optional.empty(),
                Optional.empty(),
                QUOTED,
                HALF.matcher(text).replaceAll("\uFFFD"),
                ScalarStyle.DOUBLE_QUOTED);
    }

    /** What the emitter writes to. */
    private record Sink(Writer writer) implements StreamDataWriter {
        @Override
        public void write(String text) {
            try {
                writer.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(String text, int offset, int length) {
            write(text.substring(offset, offset + length));
        }
    }
}
