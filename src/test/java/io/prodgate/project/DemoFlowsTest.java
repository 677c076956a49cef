package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.device.maestro.Flow;
import io.prodgate.device.maestro.Workspace;
import io.prodgate.plan.PlanErrors;
import io.prodgate.testing.DemoApks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The flows below {@code flows/} fit Maestro and the demo's app. */
class DemoFlowsTest {
    private static final Path FLOWS = Path.of("flows").toAbsolutePath();

    @Test
    void areAWorkspaceThatMaestroTakes() {
        List<Flow> flows = read(List.of());

        assertThat(flows).extracting(Flow::name).containsExactly("note", "sign-up", "ticket");
        assertThat(flows).extracting(Flow::appId).containsOnly(DemoApks.PACKAGE);
        assertThat(flows)
                .as("in any order, on any device")
                .allSatisfy(flow -> assertThat(flow.sequence()).isEmpty());
        assertThat(read(List.of("smoke"))).extracting(Flow::name).containsExactly("sign-up", "ticket");
    }

    @Test
    void nameOnlyViewsThatTheAppHas() throws Exception {
        List<String> named = matches(FLOWS, Pattern.compile("^ *id: *(\\w+)$", Pattern.MULTILINE));
        List<String> views = matches(Path.of("src/demo-app/res/layout"), Pattern.compile("\"@\\+id/(\\w+)\""));

        assertThat(named).contains("start", "user_id", "ticket_number", "note");
        assertThat(views).containsAll(named);
        assertThat(Files.readString(FLOWS.resolve("README.md")))
                .as("every view is documented")
                .contains(views.stream().map(view -> "`" + view + "`").toList());
    }

    @Test
    void areAllInTheTableOfTheirPage() throws Exception {
        try (Stream<Path> files = Files.walk(FLOWS)) {
            List<String> paths = files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> "| `" + FLOWS.relativize(file) + "` |")
                    .toList();
            assertThat(Files.readString(FLOWS.resolve("README.md"))).contains(paths);
        }
    }

    private static List<Flow> read(List<String> tags) {
        PlanErrors errors = new PlanErrors();
        Optional<Workspace> workspace =
                Workspace.read(new Workspace.Wanted(List.of(FLOWS), Optional.empty(), tags, List.of()), errors);
        assertThat(errors.all()).isEmpty();
        return workspace.orElseThrow().flows();
    }

    private static List<String> matches(Path below, Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(ya|x)ml"))
                    .toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .map(result -> result.group(1))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
