package io.prodgate.system.jaeger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Asks Jaeger for traces, in whichever of its two languages it speaks. For one attempt of a check, and for one thread. */
public final class Jaeger {
    /** Its languages. */
    public enum Dialect {
        /** OTLP JSON below {@code /api/v3}; takes no tags in a search. */
        V3("v3 (OTLP JSON)"),
        /** The JSON of its user interface, below {@code /api}. */
        V2("v2 (JSON of the user interface)");

        private final String words;

        Dialect(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    private final Systems systems;
    private final Optional<Dialect> fixed;
    private final Map<Dialect, Boolean> spoken = new EnumMap<>(Dialect.class);
    private Optional<Dialect> last = Optional.empty();

    /**
     * A Jaeger that was not asked anything yet.
     *
     * @param fixed the language, if the plan says which
     */
    public Jaeger(Systems systems, Optional<Dialect> fixed) {
        this.systems = systems;
        this.fixed = fixed;
    }

    /** The language of the last answer; empty if there was none yet. */
    public Optional<Dialect> dialect() {
        return last;
    }

    /**
     * The services that have traces now, in order.
     *
     * @throws SystemException if there is no usable answer; the log of the visit says why
     */
    public Set<String> services(Visit visit) throws SystemException, InterruptedException {
        Dialect dialect = speaking(visit, List.of(Dialect.V3, Dialect.V2));
        return visit.ask(() -> services(visit, dialect));
    }

    /**
     * The trace of that id; empty if Jaeger does not have it.
     *
     * @throws SystemException if there is no usable answer; the log of the visit says why
     */
    public Optional<Trace> trace(Visit visit, String id) throws SystemException, InterruptedException {
        JaegerApi api = systems.client(JaegerApi.class, visit);
        List<Trace> traces = switch (speaking(visit, List.of(Dialect.V3, Dialect.V2))) {
            case V3 -> ask(visit, () -> V3Reader.traces(api.v3Trace(id)));
            case V2 -> ask(visit, () -> read(visit, api.v2Trace(id)));
        };
        return traces.stream().findFirst();
    }

    /**
     * What a search brought.
     *
     * @param traces those that were read, each once
     * @param whole false if there may be more than those
     */
    public record Search(List<Trace> traces, boolean whole) {
        public Search {
            traces = List.copyOf(traces);
        }
    }

    /**
     * Traces of a service with a span that has all of these tags. Where Jaeger has more for a time than it is asked for at once, the
     * time is halved, the later half first, as often as it takes or is bearable. Where no language takes tags, all traces of the
     * service are read and looked through here.
     *
     * @param tags may be empty
     * @param most how many are kept at most
     * @throws SystemException if there is no usable answer; the log of the visit says why
     */
    public Search search(Visit visit, String service, Map<String, String> tags, Instant from, Instant to, int most)
            throws SystemException, InterruptedException {
        JaegerApi api = systems.client(JaegerApi.class, visit);
        List<Dialect> order = tags.isEmpty() ? List.of(Dialect.V3, Dialect.V2) : List.of(Dialect.V2, Dialect.V3);
        int page = Halving.PAGE;
        Halving.Pages pages = switch (speaking(visit, order)) {
            case V3 ->
                (begin, end) -> ask(
                        visit, () -> V3Reader.traces(api.v3Traces(service, begin.toString(), end.toString(), page)));
            case V2 ->
                (begin, end) -> ask(
                        visit, () -> read(visit, api.v2Traces(service, json(tags), micros(begin), micros(end), page)));
        };
        return new Halving(tags, most).read(pages, from, to);
    }

    private static List<Trace> ask(Visit visit, Supplier<List<Trace>> question)
            throws SystemException, InterruptedException {
        // What is not there is a 404: a trace in both languages, a search without result in version 3.
        return visit.ask(question, 404).orElse(List.of());
    }

    private static List<Trace> read(Visit visit, V2Traces answer) {
        Optional<String> error = answer.errors()
                .filter(errors -> errors.isArray() && !errors.isEmpty())
                .map(JsonNode::toString);
        if (error.isPresent() && answer.data().orElse(List.of()).isEmpty()) {
            throw visit.refused(SystemTrouble.Kind.UNABLE, "it says " + error.get());
        }
        return V2Reader.traces(answer);
    }

    /** Finds out which language it speaks, by asking for something that is always there. */
    private Dialect speaking(Visit visit, List<Dialect> order) throws SystemException, InterruptedException {
        if (fixed.isPresent()) {
            last = fixed;
            return fixed.get();
        }
        for (Dialect dialect : order) {
            boolean isLast = dialect == order.getLast();
            boolean toBeAsked = isLast ? !spoken.getOrDefault(dialect, false) : !spoken.containsKey(dialect);
            if (toBeAsked) {
                spoken.put(dialect, speaks(visit, dialect, isLast));
            }
            if (spoken.getOrDefault(dialect, false)) {
                last = Optional.of(dialect);
                return dialect;
            }
        }
        throw new IllegalStateException("the last language either answers or throws");
    }

    private boolean speaks(Visit visit, Dialect dialect, boolean isLast) throws SystemException, InterruptedException {
        EvidenceLog aside = visit.log().part(fact -> {});
        Visit probe = new Visit(
                visit.system(),
                visit.url(),
                visit.headers(),
                visit.credential(),
                visit.traffic(),
                aside,
                visit.deadline(),
                visit.timeout());
        try {
            probe.ask(() -> services(probe, dialect));
            return true;
        } catch (SystemException e) {
            if (!isLast && e.trouble().filter(Jaeger::isAnotherLanguage).isPresent()) {
                return false;
            }
            aside.facts().forEach(visit.log()::add);
            throw e;
        }
    }

    /** Jaeger answers paths that it does not know with the page of its user interface; proxies answer them with 404. */
    private static boolean isAnotherLanguage(SystemTrouble trouble) {
        return trouble.kind() == SystemTrouble.Kind.NOT_FOUND || trouble.kind() == SystemTrouble.Kind.UNREADABLE;
    }

    /** Jaeger answers this even if it has no traces yet. */
    private Set<String> services(Visit probe, Dialect dialect) {
        JaegerApi api = systems.client(JaegerApi.class, probe);
        return switch (dialect) {
            case V3 -> {
                JsonNode answer = api.v3Services();
                boolean known = answer.path("services").isArray() || (answer.isObject() && answer.isEmpty());
                if (!known) {
                    throw notJaeger(probe);
                }
                Set<String> names = new TreeSet<>();
                answer.path("services").forEach(name -> names.add(name.asText()));
                yield names;
            }
            case V2 -> {
                V2Services answer = api.v2Services();
                if (answer.data().isEmpty() && answer.total().isEmpty()) {
                    throw notJaeger(probe);
                }
                yield new TreeSet<>(answer.data().orElse(List.of()));
            }
        };
    }

    private static RuntimeException notJaeger(Visit probe) {
        return probe.refused(
                SystemTrouble.Kind.UNREADABLE, "the list of services is not the one that Jaeger's API documents");
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static String json(Map<String, String> tags) {
        try {
            return Json.mapper().writeValueAsString(new TreeMap<>(tags));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
