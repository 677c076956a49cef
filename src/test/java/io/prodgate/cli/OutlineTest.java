package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.Preview;
import io.prodgate.plan.Acceptance;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Position;
import io.prodgate.plan.Rate;
import io.prodgate.plan.Witnesses;
import io.prodgate.testing.AllKinds;
import io.prodgate.testing.PlanText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlineTest {
    @TempDir
    private Path folder;

    private final List<BoundCheck> checks = List.of(
            MadeUp.check("reachable", "health").build(),
            MadeUp.check("tickets", "create")
                    .needs("health")
                    .tags("smoke", "writes")
                    .requests(List.of("POST https://tickets.example.com/tickets"))
                    .writes("a ticket: POST https://tickets.example.com/tickets")
                    .build(),
            MadeUp.check("tickets", "list")
                    .optional()
                    .requests(IntStream.range(0, 20)
                            .mapToObj(i -> "GET https://tickets.example.com/tickets/" + i)
                            .toList())
                    .targets("https://tickets.example.com", "https://cdn.example.com")
                    .build());

    @Test
    void tellsWhatWouldBeDone() {
        Golden.assertMatches("check.txt", text(Outline.of(plan(), checks)));
    }

    @Test
    void tellsProgramsWhatWouldBeDone() {
        Golden.assertMatches("check.json", OutlineJson.of(Outline.of(plan(), checks)) + "\n");
    }

    @Test
    void aFaultThatIsUndoneBeforeWhatRunsUnderItHasWaitedIsWarnedOf() {
        String fault = """
            - http: { id: well, get: / }
            - fault: { id: broken, needs: [well], at-most: %s, inject: { script: { make: a, undo: b, gone: c } } }
            - alert: { id: rings, under: broken, rule: A, until: firing, within: 4m }
            - trace: { id: traced, under: broken, service: a, within: 10s }
            - http: { id: well-again, needs: [broken], get: / }
            """;

        assertThat(warned(fault.formatted("3m")))
                .containsExactly("'rings' may wait for 4m, and 'broken', under which it runs, is undone after 3m: give"
                        + " it more 'at-most'");
        assertThat(warned(fault.formatted("4m"))).isEmpty();
    }

    @Test
    void aFaultFromWhichNobodyLooksWhetherProductionRecoversIsWarnedOf() {
        String fault = """
            - http: { id: well, get: / }
            - fault: { id: broken, needs: [well], inject: { script: { make: a, undo: b, gone: c } } }
            - http: { id: borne, under: broken, get: / }
            """;

        assertThat(warned(fault))
                .containsExactly(
                        "no check looks whether production recovers from 'broken': give one 'needs: [broken]'");
        assertThat(warned(fault + "- http: { id: well-again, needs: [broken], get: / }\n"))
                .isEmpty();
    }

    private List<String> warned(String checks) {
        Outline outline = Outline.of(
                plan(),
                PlanText.read(
                                folder,
                                PlanText.around(checks),
                                AllKinds.in(Map.of()).toArray(CheckKind[]::new))
                        .checks());
        outline.warnings().forEach(warning -> assertThat(text(outline)).contains("warning: " + warning));
        assertThat(OutlineJson.of(outline)).contains("\"warnings\"");
        return outline.warnings();
    }

    @Test
    void aPartOfTheChecksLeavesOutEmptyStages() {
        Outline part = Outline.of(plan(), checks.subList(0, 1));
        assertThat(part.stages()).extracting(Outline.StageOutline::name).containsExactly("reachable");
        assertThat(text(part)).contains("Nothing is written to production.", "1 request at 5/s: at least 0s");
    }

    @Test
    void systemsAreNotAskedAtThePaceOfProduction() {
        Outline outline = Outline.of(
                plan(),
                List.of(
                        MadeUp.check("reachable", "health").build(),
                        MadeUp.check("tickets", "latency")
                                .load(Preview.Load.ofSystems(700))
                                .build()));

        assertThat(text(outline)).contains("about 1 request at 5/s: at least 0s; about 700 requests to systems");
        assertThat(OutlineJson.of(outline))
                .contains("\"requests\" : 1,", "\"requestsToSystems\" : 700,", "\"requestsAbout\" : true,");
    }

    @Test
    void aRateLetsTheFirstSpanGoAtOnce() {
        Rate rate = new Rate(5, Duration.ofSeconds(1));
        assertThat(Outline.leastTime(0, rate)).isZero();
        assertThat(Outline.leastTime(5, rate)).isZero();
        assertThat(Outline.leastTime(6, rate)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Outline.leastTime(22, rate)).isEqualTo(Duration.ofSeconds(4));
    }

    private static String text(Outline outline) {
        StringWriter text = new StringWriter();
        new OutlineText(outline, Palette.plain()).print(new PrintWriter(text));
        return text.toString();
    }

    static Plan plan() {
        return new Plan(
                Path.of("prodgate.yaml"),
                "0f".repeat(32),
                new Plan.Production(
                        "tickets",
                        URI.create("https://tickets.example.com"),
                        Optional.of("4f2a9c1"),
                        Optional.empty(),
                        Optional.of(new Rate(5, Duration.ofSeconds(1))),
                        Duration.ofMinutes(2),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                new Witnesses(
                        List.of(URI.create("https://www.example.com")),
                        List.of(new Witnesses.ProxyPoint(
                                "frankfurt", URI.create("http://proxy.example.com:3128"), Optional.empty())),
                        Optional.of(List.of(new Witnesses.NameServer("9.9.9.9", 53)))),
                Duration.ofMinutes(30),
                8,
                Map.of(),
                Map.of(),
                List.of(new Plan.Stage("reachable", List.of()), new Plan.Stage("tickets", List.of())),
                new Plan.QuarantineList(
                        3,
                        List.of(new Plan.Quarantined(
                                new Position("prodgate.yaml", 1, 1),
                                "list",
                                "web team",
                                "slow index",
                                Instant.parse("2026-02-01T00:00:00Z")))),
                Optional.empty(),
                Plan.GateEntry.USUAL,
                List.of(),
                Plan.DisruptionCap.USUAL,
                Acceptance.NONE);
    }
}
