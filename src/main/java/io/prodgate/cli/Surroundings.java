package io.prodgate.cli;

import io.prodgate.evidence.Time;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What prodgate was started in; comes in through constructors, so that tests can make up their own.
 *
 * @param environment the process environment
 * @param time the clock
 * @param random where randomness comes from
 * @param terminal tells whether a person watches: standard input and output are a terminal
 */
public record Surroundings(
        Map<String, String> environment, Time time, RandomGenerator random, BooleanSupplier terminal) {
    /** Holds the key of seals in many pipelines: no program that we start is to see it. */
    static final String SIGNING_KEY = "PRODGATE_SIGNING_KEY";

    public Surroundings {
        Map<String, String> told = new HashMap<>(environment);
        told.remove(SIGNING_KEY);
        environment = Map.copyOf(told);
    }

    /** A variable of the environment; an empty one counts as not set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The folder of what is kept from run to run: {@code PRODGATE_STATE}, or {@code .prodgate} in the current one. */
    public Path state() {
        return Path.of(variable("PRODGATE_STATE").orElse(".prodgate"));
    }

    /** The same, with another folder of what is kept from run to run. */
    public Surroundings keeping(Path state) {
        Map<String, String> other = new HashMap<>(environment);
        other.put("PRODGATE_STATE", state.toString());
        return new Surroundings(other, time, random, terminal);
    }

    /** The same, but everything is reached directly. */
    public Surroundings withoutProxies() {
        Map<String, String> direct = new HashMap<>(environment);
        direct.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        return new Surroundings(direct, time, random, terminal);
    }

    /** True inside a job of GitHub Actions. */
    public boolean inGitHubActions() {
        return variable("GITHUB_ACTIONS").filter("true"::equals).isPresent();
    }

    /** True if lines that were written can be written over: a person watches a terminal that can do it. */
    public boolean live() {
        return !inGitHubActions() && !dumb() && terminal.getAsBoolean();
    }

    /** True if the terminal says that it can do nothing but print. */
    public boolean dumb() {
        return variable("TERM").filter("dumb"::equals).isPresent();
    }
}
