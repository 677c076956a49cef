package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken plan of the folder is answered with exactly the errors beside it. */
class PlanErrorsGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/plan");

    static List<String> brokenPlans() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("brokenPlans")
    void a_broken_plan_is_explained(String name) throws IOException {
        String errors = Plans.errors(GOLDEN.resolve(name + ".yaml"), Plans.inputs());
        assertThat(errors + "\n").isEqualTo(Files.readString(GOLDEN.resolve(name + ".errors")));
    }
}
