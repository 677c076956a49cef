package io.prodgate.system.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a result token by token, so that a large one never stands in memory as a tree. Names and values of labels that recur are kept
 * once. Anything else than documented is refused.
 */
@RegisterForReflection
public final class QueryResultReader extends StdDeserializer<QueryResult> {
    private static final long serialVersionUID = 1L;

    public QueryResultReader() {
        super(QueryResult.class);
    }

    @Override
    public QueryResult deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return new Reading(json).result();
    }

    private static final class Reading {
        private final JsonParser json;
        private final Map<String, String> texts = new HashMap<>();
        private boolean cut;

        private Reading(JsonParser json) {
            this.json = json;
        }

        private QueryResult result() throws IOException {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            Optional<QueryResult.Type> type = Optional.empty();
            Optional<List<Series>> series = Optional.empty();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "resultType" -> type = Optional.of(type(json.getText()));
                    // Prometheus writes the type first; without it the form of what follows is not known.
                    case "result" -> series = Optional.of(series(type.orElseThrow(() -> wrong("result before type"))));
                    default -> json.skipChildren();
                }
            }
            return new QueryResult(
                    type.orElseThrow(() -> wrong("a result without a type")),
                    series.orElseThrow(() -> wrong("no result")),
                    cut);
        }

        private QueryResult.Type type(String name) throws IOException {
            for (QueryResult.Type type : QueryResult.Type.values()) {
                if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return type;
                }
            }
            throw wrong("a result of a type that is not known");
        }

        private List<Series> series(QueryResult.Type type) throws IOException {
            expect(json.currentToken(), JsonToken.START_ARRAY);
            return switch (type) {
                case VECTOR, MATRIX -> several();
                case SCALAR -> {
                    Samples samples = new Samples();
                    sample(samples);
                    yield List.of(samples.series(Map.of()));
                }
                case STRING -> {
                    json.skipChildren();
                    yield List.of();
                }
            };
        }

        private List<Series> several() throws IOException {
            List<Series> all = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (all.size() == QueryResult.MOST_SERIES) {
                    cut = true;
                    json.skipChildren();
                } else {
                    all.add(one());
                }
            }
            return all;
        }

        private Series one() throws IOException {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            Optional<Map<String, String>> labels = Optional.empty();
            Samples samples = new Samples();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "metric" -> labels = Optional.of(labels());
                    case "value" -> sample(samples);
                    case "values" -> samples(samples);
                    default -> json.skipChildren();
                }
            }
            return samples.series(labels.orElseThrow(() -> wrong("a series without labels")));
        }

        private Map<String, String> labels() throws IOException {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            Map<String, String> labels = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = once(json.currentName());
                expect(json.nextToken(), JsonToken.VALUE_STRING);
                labels.put(name, once(json.getText()));
            }
            return labels;
        }

        private String once(String text) {
            return texts.computeIfAbsent(text, same -> same);
        }

        private void samples(Samples samples) throws IOException {
            expect(json.currentToken(), JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                sample(samples);
            }
        }

        private void sample(Samples samples) throws IOException {
            expect(json.currentToken(), JsonToken.START_ARRAY);
            if (!json.nextToken().isNumeric()) {
                throw wrong("a sample without a time");
            }
            double time = json.getDoubleValue();
            expect(json.nextToken(), JsonToken.VALUE_STRING);
            samples.add(time, number(json.getText()));
            expect(json.nextToken(), JsonToken.END_ARRAY);
        }

        private double number(String text) throws IOException {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> {
                    try {
                        yield Double.parseDouble(text);
                    } catch (NumberFormatException e) {
                        throw wrong("a sample that is no number");
                    }
                }
            };
        }

        private void expect(JsonToken found, JsonToken wanted) throws IOException {
            if (found != wanted) {
                throw wrong("found " + found + " where " + wanted + " is documented");
            }
        }

        private JsonMappingException wrong(String message) {
            return JsonMappingException.from(json, message);
        }
    }
}
