package io.prodgate.report.html;

import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.GateFacts;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** From a judged run to who has to decide about its gate, and what was decided. */
final class DecisionView {
    /** What is told here and not among the other facts. */
    static final Set<String> TOLD = Set.of("Approval", "Decision", "To roll back", "Terraform");

    private static final int TEXT = 1_000;

    private final Overview overview;
    private final RunResult run;
    private final Standing standing;

    DecisionView(Overview overview) {
        this.overview = overview;
        this.run = overview.judged().run();
        this.standing = Standing.of(overview.judged(), lastNews(run));
    }

    /** The page is written again with each decision: it shows the gate as it stands then. */
    private static Instant lastNews(RunResult run) {
        return Stream.concat(Stream.of(run.ended()), run.decisions().stream().map(RunResult.Decided::at))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Open or closed, and by whom if it is not the verdict that says so. */
    String gate() {
        return standing.gate().wireName()
                + (standing.gate() == overview.judged().gate() ? "" : " by decision");
    }

    View.Decision decision() {
        List<String> decided = GateFacts.of(overview.judged()).stream()
                .filter(fact -> fact.name().equals("Decision"))
                .map(fact -> line(fact.text()))
                .toList();
        if (standing.gate() == Gate.OPEN) {
            String until =
                    standing.until().map(end -> "until " + Figures.instant(end)).orElse("");
            return new View.Decision("Open " + until + ": " + line(standing.why()) + ".", decided, "", List.of(), "");
        }
        if (run.head().shard().isPresent()) {
            return new View.Decision(line(standing.why()) + ".", decided, "", List.of(), "");
        }
        List<String> owners = TopView.owners(overview.findings());
        return new View.Decision(
                "A person has to decide" + (decided.isEmpty() ? "." : ": " + line(standing.why()) + "."),
                decided,
                owners.isEmpty() ? "" : "Who mends it, by the plan: " + String.join(", ", owners),
                ways(),
                impossible());
    }

    private List<View.Command> ways() {
        List<View.Command> ways = new ArrayList<>();
        ways.add(command("retry", "To try again: it was the test infrastructure, or it is mended. Then run the plan."));
        ways.add(command(
                "roll-back",
                run.head()
                        .gate()
                        .rollBack()
                        .map(how -> "To roll back: " + line(how))
                        .orElse("To roll back. prodgate itself rolls nothing back.")));
        if (Standing.openWalls(overview.judged()).isEmpty()) {
            boolean critical = !Standing.critical(overview.judged()).isEmpty();
            ways.add(command(
                    critical ? "release --override-critical" : "release",
                    critical
                            ? "To release nevertheless: over critical findings two persons have to say so, each in"
                                    + " this way."
                            : "To release nevertheless. It opens the gate for some hours."));
        }
        return ways;
    }

    private View.Command command(String decision, String what) {
        return new View.Command(what, "prodgate decide " + line(run.head().id()) + " " + decision + " --reason \"…\"");
    }

    private String impossible() {
        List<String> walls = Standing.openWalls(overview.judged());
        return walls.isEmpty()
                ? ""
                : line("Nobody can release it: walls between tenants are open (" + String.join(", ", walls) + ").");
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }
}
