package io.prodgate.report.html;

import io.prodgate.report.Fact;
import io.prodgate.report.chart.Chart;
import io.prodgate.report.chart.Matrix;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What the templates of the page may name; all text is safe to show, and escaped when it is put into the page. The
 * templates read these records by reflection, so each is registered for the native image.
 */
public final class View {
    private View() {}

    /** The page; {@code tone} is the CSS class that colours it. */
    @RegisterForReflection
    public record Page(
            String banner,
            String verdict,
            String gate,
            String tone,
            String meaning,
            List<Condition> conditions,
            Decision decision,
            String production,
            List<Detail> bindings,
            List<Detail> facts,
            List<Number> numbers,
            String counts,
            List<Part> bar,
            List<Choice> choices,
            List<Group> findings,
            String moreFindings,
            Charts charts,
            List<Fault> faults,
            List<Wall> walls,
            List<Ways> ways,
            List<Shot> shots,
            String waited,
            List<Wait> waits,
            String writesTitle,
            List<Written> writes,
            List<Stage> stages,
            String leftOut,
            String version) {}

    /** What stands between the run and a plain approval, and who sees to it until when, if the plan says so. */
    @RegisterForReflection
    public record Condition(String text, String who) {}

    /**
     * Who decides about the gate: how it stands, what was decided, who mends what is in the way, the commands of those who decide, and
     * what nobody can decide.
     */
    @RegisterForReflection
    public record Decision(
            String standing, List<String> decided, String owners, List<Command> ways, String impossible) {}

    /** A command, and what it is for. */
    @RegisterForReflection
    public record Command(String what, String line) {}

    /** What checks can be chosen by: {@code key} is its name in the address. */
    @RegisterForReflection
    public record Choice(String key, String label, List<Option> options) {}

    /** A value to choose, with the number of its checks. */
    @RegisterForReflection
    public record Option(String value, String label) {}

    /** What a check is chosen by; {@code tags} are put together with spaces. */
    @RegisterForReflection
    public record Facets(String outcome, String cause, String severity, String stage, String tags) {}

    /** Findings of one severity. */
    @RegisterForReflection
    public record Group(String severity, String count, List<Finding> findings) {}

    /** The charts: of all of the run, of items' ways, and of walls between tenants. */
    @RegisterForReflection
    public record Charts(List<Chart> all, List<Chart> ways, List<Matrix> walls) {}

    /** A named value. */
    @RegisterForReflection
    public record Detail(String name, String value) {
        static Detail of(Fact.Detail detail) {
            return new Detail(detail.name(), detail.value());
        }
    }

    /** How many checks ended in one way. */
    @RegisterForReflection
    public record Number(String name, String value, String tone) {}

    /** A part of the bar of outcomes, in thousandths of its length. */
    @RegisterForReflection
    public record Part(long start, long width, String tone) {}

    /**
     * A check that needs attention; {@code noticed} is what users of production notice, {@code ends} are its first and its last attempt.
     */
    @RegisterForReflection
    public record Finding(
            String anchor,
            String id,
            String noticed,
            String outcome,
            String tone,
            Facets facets,
            String about,
            String explanation,
            List<Scene> scenes,
            List<Miss> misses,
            List<Detail> facts,
            String runbookLink,
            String todo,
            String reproduceLabel,
            String reproduce,
            List<Attempt> ends,
            List<Attempt> between,
            String betweenTitle,
            String leftOut) {}

    /**
     * Where a flow of the app failed; {@code picture} is a {@code data:} URL, or empty if the picture is only linked ({@code link},
     * from the run's folder on).
     */
    @RegisterForReflection
    public record Scene(String title, String step, String said, String picture, String link, List<Line> lines) {}

    /** Something that was said in the seconds of a scene. */
    @RegisterForReflection
    public record Line(String at, String who, String text, String tone) {}

    /** An expectation that was not met. */
    @RegisterForReflection
    public record Miss(String subject, String expected, String actual, String remark, String samples) {}

    /** An attempt; {@code said} are the lines that matter most, {@code more} says what was left out. */
    @RegisterForReflection
    public record Attempt(
            String title,
            String when,
            String result,
            String tone,
            String explanation,
            List<String> said,
            String evidenceTitle,
            List<Told> evidence,
            String more) {}

    /** A piece of evidence. */
    @RegisterForReflection
    public record Told(String summary, boolean against, List<Detail> details) {}

    /** The items of a check with the steps of their way. */
    @RegisterForReflection
    public record Ways(String check, String counts, boolean open, List<Way> items, String more) {}

    /** The way of an item, as far as it is proven. */
    @RegisterForReflection
    public record Way(String name, String end, String tone, String detail, List<Step> steps) {}

    /** A step of a way: when it was by the clock, how long after the sending, and what it says. */
    @RegisterForReflection
    public record Step(String what, String at, String after, String text) {}

    /** What a panel of a dashboard showed; {@code picture} is a {@code data:} URL, or empty if the picture is only linked. */
    @RegisterForReflection
    public record Shot(String dashboard, String panel, String time, String picture, String link) {}

    /** A fault that was made on purpose; {@code tone} colours how it ended. */
    @RegisterForReflection
    public record Fault(
            String check,
            String what,
            String lasted,
            String end,
            String tone,
            String recovery,
            String runbookLink,
            String runbook) {}

    /** A try to get at a tenant's data, and what stopped it. */
    @RegisterForReflection
    public record Wall(
            String check, String who, String what, String whose, String end, String tone, String by, String detail) {}

    /** Waits for one limit. */
    @RegisterForReflection
    public record Wait(String host, String word, String taken, String total, String givenUp) {}

    /** Something written to production; {@code tone} is {@code quiet} unless somebody has to look. */
    @RegisterForReflection
    public record Written(String check, String request, String state, String tone, String at) {}

    /** A stage with its checks. */
    @RegisterForReflection
    public record Stage(String name, String counts, boolean open, List<Rows> parts) {}

    /** So many checks that a browser can lay them out in no time; what is out of sight it leaves alone, part by part. */
    @RegisterForReflection
    public record Rows(List<Row> checks) {}

    /** A check as one row; {@code carded} if it is one of the findings, and with attempts it can be opened. */
    @RegisterForReflection
    public record Row(
            String anchor,
            boolean carded,
            String id,
            String title,
            String tone,
            Facets facets,
            String about,
            String took,
            String why,
            List<Attempt> attempts) {}
}
