package io.prodgate.check.journey;

import io.prodgate.check.journey.servicedesk.WantedNote;
import io.prodgate.check.request.Claim;
import io.prodgate.check.request.Step;
import io.prodgate.plan.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A way of looking for the state that a journey waits for. */
sealed interface Look {
    /** All that is filled in when it is looked for. */
    List<Template.Reference> references();

    /** What is asked, for people. */
    String line();

    /** The request that is sent to production, if it is one. */
    Optional<Step> step();

    /** The files that it is compared with. */
    List<Path> files();

    /**
     * A request whose answer shows it.
     *
     * @param asked met if the state is there
     * @param failWhen conditions of which any ends the item as failed
     */
    record AtAnswer(Step asked, List<Claim> failWhen) implements Look {
        public AtAnswer {
            failWhen = List.copyOf(failWhen);
        }

        @Override
        public List<Template.Reference> references() {
            return asked.references();
        }

        @Override
        public String line() {
            return asked.line();
        }

        @Override
        public Optional<Step> step() {
            return Optional.of(asked);
        }

        @Override
        public List<Path> files() {
            return failWhen.stream().flatMap(claim -> claim.file().stream()).toList();
        }
    }

    /**
     * The one new note on a request of ServiceDesk Plus.
     *
     * @param quiet how long to wait for one too many
     */
    record ForNote(WantedNote note, Duration quiet) implements Look {
        @Override
        public List<Template.Reference> references() {
            return note.references();
        }

        @Override
        public String line() {
            return note.line();
        }

        @Override
        public Optional<Step> step() {
            return Optional.empty();
        }

        @Override
        public List<Path> files() {
            return List.of();
        }
    }
}
