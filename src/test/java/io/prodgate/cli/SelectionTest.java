package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prodgate.check.BoundCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private final List<BoundCheck> checks = List.of(
            MadeUp.check("reachable", "health").build(),
            MadeUp.check("tickets", "login").needs("health").tags("smoke").build(),
            MadeUp.check("tickets", "create")
                    .needs("login")
                    .tags("smoke", "writes")
                    .build(),
            MadeUp.check("tickets", "search").tags("slow").build());

    @Test
    void withoutOptionsAllAreChosen() throws CommandException {
        assertThat(chosen(List.of(), List.of(), List.of())).containsExactly("health", "login", "create", "search");
        assertThat(new Selection(List.of(), List.of(), List.of()).described()).isEmpty();
    }

    @Test
    void whatAChosenCheckNeedsComesWithItInThePlansOrder() throws CommandException {
        assertThat(chosen(List.of("create"), List.of(), List.of())).containsExactly("health", "login", "create");
    }

    @Test
    void idsMayBePatterns() throws CommandException {
        assertThat(chosen(List.of("s*", "healt?"), List.of(), List.of())).containsExactly("health", "search");
    }

    @Test
    void tagsChooseAndLeaveOut() throws CommandException {
        assertThat(chosen(List.of(), List.of("slow"), List.of())).containsExactly("search");
        assertThat(chosen(List.of(), List.of(), List.of("slow"))).containsExactly("health", "login", "create");
    }

    @Test
    void aNeededCheckIsNotLeftOut() throws CommandException {
        assertThat(chosen(List.of("create"), List.of(), List.of("slow"))).contains("login");
        assertThat(chosen(List.of(), List.of("writes"), List.of())).containsExactly("health", "login", "create");
    }

    @Test
    void anUnknownIdIsRefusedWithWhatWasProbablyMeant() {
        refused(List.of("logn"), List.of(), List.of(), "--only logn", "did you mean 'login'?");
        refused(List.of("x.*"), List.of(), List.of(), "--only x.*", "no check of the plan has this id");
    }

    @Test
    void anUnknownTagIsRefusedAlsoWhenItWouldOnlyLeaveOut() {
        refused(List.of(), List.of("smok"), List.of(), "--tag smok", "did you mean 'smoke'?");
        refused(List.of(), List.of(), List.of("slwo"), "--skip-tag slwo", "did you mean 'slow'?");
    }

    @Test
    void choosingNothingIsNeverAPass() {
        refused(List.of("search"), List.of(), List.of("slow"), "no check is left by --only search --skip-tag slow");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> new Selection(List.of(), List.of(), List.of()).apply(List.of()))
                .withMessageContaining("the plan has no checks")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    private List<String> chosen(List<String> only, List<String> tags, List<String> skip) throws CommandException {
        return new Selection(only, tags, skip)
                .apply(checks).stream().map(check -> check.entry().id()).toList();
    }

    private void refused(List<String> only, List<String> tags, List<String> skip, String... parts) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> new Selection(only, tags, skip).apply(checks))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
    }
}
