package io.prodgate.plan;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads the keys of one mapping of the plan into typed values, noting every mistake with its place. Call
 * {@link #done()} at the end: keys that nobody asked for are refused, with a suggestion.
 *
 * <p>A method that finds a mistake notes it and returns its fallback (or an empty value), so that binding goes on and
 * all mistakes are told at once.
 */
public interface Keys {
    /** Where the mapping begins. */
    Position at();

    /** Its path. */
    String path();

    /** True if the key is there. */
    boolean has(String key);

    /** The value as a tree, if the key is there. */
    Optional<PlanNode> node(String key);

    /** A text that must be known before the run. */
    Optional<String> text(String key);

    /** A text that must be there; noted as missing otherwise. */
    String requiredText(String key);

    /** A text that may hold run-time references of these namespaces ({@code secret}, {@code run}, {@code capture}, …). */
    Optional<Template> template(String key, Collection<String> namespaces);

    /** A duration as people write it: {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 14d}. */
    Optional<Duration> duration(String key);

    /** A whole number in a range. */
    OptionalInt integer(String key, int least, int most);

    /** {@code true} or {@code false}. */
    boolean flag(String key, boolean fallback);

    /** A rate: {@code 5/s}. */
    Optional<Rate> rate(String key);

    /** An absolute URL with http or https. */
    Optional<URI> url(String key);

    /** One of a few words. */
    <E> Optional<E> oneOf(String key, Map<String, E> words);

    /** A list of texts; a single text stands for a list of one. */
    List<String> texts(String key);

    /** A mapping below this one, read by a function that calls {@code done()} itself. */
    <T> Optional<T> mapping(String key, Function<Keys, T> read);

    /** A list of mappings below this one. */
    <T> List<T> mappings(String key, Function<Keys, T> read);

    /** Notes a mistake at a key (or at the mapping if the key is not there). */
    void error(String key, String message, String hint);

    /** Where mistakes are noted, for those who read a {@link #node} themselves. */
    PlanErrors errors();

    /** The keys that were asked for so far, in order. */
    List<String> asked();

    /** Refuses every key that was not asked for. */
    void done();
}
