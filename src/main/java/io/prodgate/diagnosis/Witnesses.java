package io.prodgate.diagnosis;

import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.NameLookup.Answer;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What was said by those who were asked because production did not answer, in the words that rules use. Whoever could not be asked or
 * did not answer says nothing: silence never speaks for production's being well.
 */
final class Witnesses {
    private final List<Evidence> evidence;
    private final List<ControlProbe> controls;
    private final List<VantageProbe> vantages;
    private final List<NameLookup> lookups;

    Witnesses(List<Evidence> evidence) {
        this.evidence = evidence;
        controls = all(ControlProbe.class);
        vantages = all(VantageProbe.class);
        lookups = all(NameLookup.class);
    }

    private <E extends Evidence> List<E> all(Class<E> type) {
        return evidence.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Tells each symptom by name and value. */
    void describe(BiConsumer<String, String> symptoms) {
        symptoms.accept("controls", controls());
        symptoms.accept("vantage", vantage());
        if (!vantages.isEmpty()) {
            symptoms.accept("vantage-said", vantageSaid());
        }
        name().ifPresent(name -> symptoms.accept("name", name));
        if (!lookups.isEmpty()) {
            symptoms.accept("name-said", nameSaid());
        }
        absentFor(evidence).ifPresent(time -> symptoms.accept("absent-for", time.toSeconds() + " s"));
        new Interception(evidence, controls).describe(symptoms);
    }

    private String controls() {
        if (controls.isEmpty()) {
            return "not-asked";
        }
        boolean answered = controls.stream().anyMatch(ControlProbe::answered);
        boolean intercepted = controls.stream().anyMatch(Interception::intercepted);
        if (answered) {
            return intercepted ? "mixed" : "answer";
        }
        return intercepted ? "intercepted" : "silent";
    }

    /** Places that disagree prove nothing: production may be down for some of its users. */
    private String vantage() {
        if (vantages.isEmpty()) {
            return "not-asked";
        }
        List<VantageProbe> usable =
                vantages.stream().filter(VantageProbe::usable).toList();
        if (usable.isEmpty()) {
            return "unusable";
        }
        if (usable.stream().allMatch(VantageProbe::reached)) {
            return "reaches";
        }
        return usable.stream().anyMatch(VantageProbe::reached) ? "mixed" : "does-not";
    }

    private String vantageSaid() {
        return vantages.stream()
                .map(probe -> probe.vantage() + " (" + probe.detail() + ")")
                .collect(Collectors.joining(", "));
    }

    private Optional<String> name() {
        if (lookups.isEmpty()) {
            return Optional.empty();
        }
        boolean known = authoritative(Answer.FOUND);
        boolean unknown = authoritative(Answer.NOT_FOUND);
        if (known && unknown) {
            return Optional.of("split");
        }
        if (unknown) {
            return Optional.of(noControlsName() ? "unchecked" : "gone");
        }
        Optional<Answer> ours = lookups.stream()
                .filter(lookup -> lookup.server().equals(NameLookup.RUNNERS_RESOLVER))
                .map(NameLookup::answer)
                .findFirst();
        if (ours.filter(Answer.FOUND::equals).isPresent()) {
            return Optional.of("found");
        }
        if (known && ours.filter(Answer.NOT_FOUND::equals).isPresent()) {
            return Optional.of("cached-negative");
        }
        boolean foundByResolver =
                lookups.stream().anyMatch(lookup -> lookup.answer() == Answer.FOUND && !lookup.authoritative());
        if (!foundByResolver) {
            return Optional.of("unchecked");
        }
        return Optional.of(ours.filter(Answer.NOT_FOUND::equals).isPresent() ? "found-elsewhere" : "resolver-broken");
    }

    private boolean authoritative(Answer answer) {
        return lookups.stream().anyMatch(lookup -> lookup.authoritative() && lookup.answer() == answer);
    }

    /** Where not even the control hosts have a name, somebody on the way answers every question of the kind, in whoever's name. */
    private boolean noControlsName() {
        return !controls.isEmpty()
                && controls.stream()
                        .allMatch(probe -> probe.trouble()
                                .filter(kind -> kind == Trouble.Kind.DNS_NOT_FOUND || kind == Trouble.Kind.DNS_FAILED)
                                .isPresent());
    }

    private String nameSaid() {
        return lookups.stream()
                .map(lookup -> lookup.server() + (lookup.authoritative() ? " (authoritative)" : "") + ": "
                        + lookup.answer().wireName())
                .collect(Collectors.joining(", "));
    }

    /**
     * How long the runner's resolver may go on saying that a name is not there although the zone's own servers have it; empty if that
     * is not what was seen.
     */
    static Optional<Duration> absentFor(List<Evidence> evidence) {
        List<NameLookup> lookups = evidence.stream()
                .filter(NameLookup.class::isInstance)
                .map(NameLookup.class::cast)
                .toList();
        boolean known = lookups.stream().anyMatch(lookup -> lookup.authoritative() && lookup.answer() == Answer.FOUND);
        return lookups.stream()
                .filter(lookup -> known && lookup.server().equals(NameLookup.RUNNERS_RESOLVER))
                .filter(lookup -> lookup.answer() == Answer.NOT_FOUND)
                .flatMap(lookup -> lookup.negativeFor().stream())
                .max(Comparator.naturalOrder());
    }
}
