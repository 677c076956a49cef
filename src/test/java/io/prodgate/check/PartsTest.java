package io.prodgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanError;
import io.prodgate.testing.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a plan that stand for several checks. */
class PartsTest {
    @TempDir
    private Path folder;

    @Test
    void whoeverNeedsAnEntryNeedsAllItsParts() {
        PlanText plan = read("- twins: { id: app }\n- twins: { id: after, needs: [app, app.one] }\n");
        assertThat(plan.errors()).isEmpty();
        assertThat(plan.checks())
                .extracting(check -> check.entry().id())
                .containsExactly("app.one", "app.two", "after.one", "after.two");
        assertThat(plan.checks().getLast().entry().needs()).containsExactly("app.one", "app.two", "app.one");
    }

    @Test
    void aPartThatIsNotThereIsAMistake() {
        assertThat(messages("- twins: { id: app }\n- twins: { id: after, needs: [app.three] }\n"))
                .contains("there is no check with the id 'app.three', which is needed here");
    }

    @Test
    void aPartMayBeInQuarantineAndSoMayAnEntry() {
        String quarantine = """
                quarantine:
                  checks:
                    - { check: %s, owner: me, reason: known, until: 2999-01-01 }
                """;
        String checks = PlanText.around("- twins: { id: app }\n");
        assertThat(messagesOf(checks + quarantine.formatted("app"))).isEmpty();
        assertThat(messagesOf(checks + quarantine.formatted("app.two"))).isEmpty();
        assertThat(messagesOf(checks + quarantine.formatted("app.three")))
                .contains("there is no check called 'app.three'");
    }

    @Test
    void anIdThatAPartHasCannotBeGivenAgain() {
        assertThat(messages("- twins: { id: app }\n- twins: { id: app.one }\n- single: { id: app.two }\n"))
                .anyMatch(message -> message.startsWith("there are two checks with the id 'app.two', the first at "));
    }

    private List<String> messages(String checks) {
        return read(checks).errors().stream().map(PlanError::message).toList();
    }

    private List<String> messagesOf(String yaml) {
        return PlanText.read(folder, yaml, new Twins(), new Single()).errors().stream()
                .map(PlanError::message)
                .toList();
    }

    private PlanText read(String checks) {
        return PlanText.read(folder, PlanText.around(checks), new Twins(), new Single());
    }

    /** Two checks to an entry. */
    private static final class Twins implements CheckKind {
        @Override
        public String name() {
            return "twins";
        }

        @Override
        public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
            own.done();
            return Stream.of("one", "two")
                    .map(part -> entry.part(entry.id() + "." + part, Optional.of(part), entry.tags(), entry.needs()))
                    .map(part -> new BoundCheck(part, new Nothing()))
                    .toList();
        }

        @Override
        public String schema() {
            return "{}";
        }
    }

    /** One check to an entry. */
    private static final class Single implements CheckKind {
        @Override
        public String name() {
            return "single";
        }

        @Override
        public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
            own.done();
            return List.of(new BoundCheck(entry, new Nothing()));
        }

        @Override
        public String schema() {
            return "{}";
        }
    }

    private static final class Nothing implements Check {
        @Override
        public void attempt(Attempt attempt) {
            throw new IllegalStateException("only to be bound");
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public Preview preview() {
            return new Preview(List.of(), List.of(), List.of());
        }
    }
}
