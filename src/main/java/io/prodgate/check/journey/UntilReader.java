package io.prodgate.check.journey;

import io.prodgate.check.journey.servicedesk.WantedNoteReader;
import io.prodgate.check.request.Capture;
import io.prodgate.check.request.Claim;
import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds {@code until}: how the state that is waited for is looked for, how often and how long. */
final class UntilReader {
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final StepReader steps;
    private final WantedNoteReader notes;

    UntilReader(Plan plan, References references, StepReader steps) {
        this.steps = steps;
        this.notes = new WantedNoteReader(plan, references);
    }

    /** What is waited for, if enough of it could be read; everything that is wrong is noted. */
    Optional<Journey.Until> read(Keys keys, Optional<Step> send) {
        boolean note = keys.has(WantedNoteReader.KEY);
        Optional<? extends Look> look = note ? note(keys) : answer(keys);
        Journey.Pace pace = JourneyReader.pace(keys, JourneyReader.EVERY);
        boolean mayBeThere = !note && keys.flag("may-be-there", false);
        Optional<Duration> within = keys.duration("within");
        if (!keys.has("within")) {
            keys.error("within", "'within' is missing", "say how long it may take: 'within: 60s'");
        } else if (within.isPresent() && !within.get().isPositive()) {
            keys.error("within", "nothing arrives in no time", "write for example 'within: 60s'");
        }
        keys.done();
        return look.map(how -> new Journey.Until(
                how, pace, within.orElse(Duration.ofMinutes(1)), blind(how.references(), send), mayBeThere));
    }

    private Optional<Look.AtAnswer> answer(Keys keys) {
        Optional<Step> step = JourneyReader.asked(keys, steps, "until");
        List<Claim> failWhen = steps.conditions(keys, "fail-when");
        return step.map(asked -> new Look.AtAnswer(asked, failWhen));
    }

    private Optional<Look.ForNote> note(Keys keys) {
        Duration quiet = keys.duration("quiet").orElse(QUIET);
        return notes.read(keys).map(wanted -> new Look.ForNote(wanted, quiet));
    }

    private static boolean blind(List<Template.Reference> references, Optional<Step> send) {
        List<String> captured = send.stream()
                .flatMap(step -> step.captures().stream())
                .map(Capture::name)
                .toList();
        return references.stream()
                .noneMatch(reference -> reference.namespace().equals("capture") && captured.contains(reference.name()));
    }
}
