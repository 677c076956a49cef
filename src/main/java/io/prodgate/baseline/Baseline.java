package io.prodgate.baseline;

import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers of a run, with what each of them stands on. In JSON as {@code baseline.schema.json} says.
 *
 * @param version of the format
 * @param run where they come from
 * @param numbers in the order of the run's checks; no two have the same {@link KeptNumber#name}
 * @param leftOut what the run measured and nothing can be compared with, and why
 */
public record Baseline(int version, Run run, List<KeptNumber> numbers, List<LeftOut> leftOut) {
    /** The version that is written. */
    public static final int VERSION = 1;

    /** Where the schema of the file is found in this build. */
    public static final String SCHEMA = "/schema/baseline.schema.json";

    public Baseline {
        Needed.of(run, "run");
        numbers = List.copyOf(Needed.of(numbers, "numbers"));
        leftOut = List.copyOf(Needed.of(leftOut, "leftOut"));
        Set<String> names = new HashSet<>();
        for (KeptNumber number : numbers) {
            if (!names.add(number.name())) {
                throw new IllegalArgumentException("there are two numbers " + number.name());
            }
        }
    }

    /** The number of this name, if it is there. */
    public Optional<KeptNumber> number(String name) {
        return numbers.stream().filter(number -> number.name().equals(name)).findFirst();
    }

    /** Why there is no number of this name, if it was left out. */
    public Optional<String> whyNot(String name) {
        return leftOut.stream()
                .filter(left -> left.name().equals(name))
                .map(LeftOut::why)
                .findFirst();
    }

    /**
     * The run that numbers come from.
     *
     * @param id of the run
     * @param prodgate the version that measured
     * @param production the production's name
     * @param url the production's base URL
     * @param revision what was live, if the plan says so
     * @param started when it began
     * @param ended the time of its last event
     */
    public record Run(
            String id,
            String prodgate,
            String production,
            URI url,
            Optional<String> revision,
            Instant started,
            Instant ended) {
        public Run {
            Needed.of(id, "id");
            Needed.of(prodgate, "prodgate");
            Needed.of(production, "production");
            Needed.of(url, "url");
            Needed.of(started, "started");
            Needed.of(ended, "ended");
        }
    }

    /**
     * Something that was measured, and cannot be compared.
     *
     * @param check its id
     * @param metric what was measured
     * @param group which value of a label it is of; empty if it is of all
     * @param why in words
     */
    public record LeftOut(String check, String metric, String group, String why) {
        public LeftOut {
            Needed.of(check, "check");
            Needed.of(metric, "metric");
            Needed.of(group, "group");
            Needed.of(why, "why");
        }

        /** As {@link KeptNumber#name}. */
        public String name() {
            return KeptNumber.name(check, metric, group);
        }
    }
}
