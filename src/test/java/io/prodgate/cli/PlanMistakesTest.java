package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.PlanError;
import io.prodgate.plan.Position;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanMistakesTest {
    @TempDir
    private Path folder;

    @Test
    void aMistakeIsShownWithItsLineAndPlace() throws Exception {
        Path plan = plan("version: 1\nproduction:\n  tiemout: 5s\n");
        assertThat(printed(error(plan, 3, 3, "production.tiemout")))
                .isEqualTo(plan + ":3:3: production.tiemout: not known (did you mean 'timeout'?)\n"
                        + "      tiemout: 5s\n"
                        + "      ^\n"
                        + "\n"
                        + "1 mistake in " + plan + "; nothing was run.\n");
    }

    @Test
    void linesThatMayHoldASecretAreNotShown() throws Exception {
        Path plan = plan("""
                version: 1
                secrets:
                  # a comment
                  api:
                    - hunter2

                  webhook: hunter3
                stages:
                  - checks:
                      - http:
                          headers: {Authorization: 'Bearer hunter4'}
                          url: https://me:hunter5@example.com
                          token:
                            hunter6
                """);
        for (int line : List.of(3, 4, 5, 6, 7, 11, 12, 13, 14)) {
            assertThat(printed(error(plan, line, 1, ""))).doesNotContain("^").doesNotContain("hunter");
        }
        assertThat(printed(error(plan, 10, 9, ""))).contains("- http:").contains("^");
    }

    @Test
    void otherFilesAndPlacesOutsideOfTheFileAreOnlyNamed() throws Exception {
        Path plan = plan("version: 1\n");
        assertThat(printed(error(plan, 99, 1, ""))).doesNotContain("^");
        assertThat(printed(error(plan, 1, 99, ""))).doesNotContain("^");
        assertThat(printed(error(Path.of("/proc/self/environ"), 1, 1, ""))).doesNotContain("^");
    }

    private Path plan(String text) throws Exception {
        return Files.writeString(folder.resolve("plan.yaml"), text);
    }

    private static PlanError error(Path file, int line, int column, String path) {
        return new PlanError(
                new Position(file.toString(), line, column), path, "not known", Optional.of("did you mean 'timeout'?"));
    }

    private static String printed(PlanError error) {
        StringWriter text = new StringWriter();
        new PlanMistakes(Palette.plain()).print(List.of(error), new PrintWriter(text));
        return text.toString();
    }
}
