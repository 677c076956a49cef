package io.prodgate.cli;

import io.prodgate.check.Preview;
import io.prodgate.check.SafetyClass;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Rate;
import io.prodgate.plan.Witnesses;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An {@link Outline} for people. */
final class OutlineText {
    private static final int MOST_LINES = 8;

    private final Outline outline;
    private final Palette palette;

    OutlineText(Outline outline, Palette palette) {
        this.outline = outline;
        this.palette = palette;
    }

    void print(PrintWriter out) {
        Plan plan = outline.plan();
        out.println(palette.good("OK") + " " + DisplayText.line(plan.file().toString()) + ": "
                + DisplayText.count(outline.checks().size(), "check") + " in "
                + DisplayText.count(outline.stages().size(), "stage") + ". Nothing was run; this is what would be:");
        out.println();
        production(out);
        int number = 1;
        for (Outline.StageOutline stage : outline.stages()) {
            out.println();
            out.println(palette.strong("stage " + number++ + ": " + DisplayText.line(stage.name()))
                    + (stage.checks().size() > 1 ? palette.quiet(parallel(stage)) : ""));
            stage.checks().forEach(check -> check(check, out));
        }
        out.println();
        writes(out);
        outline.warnings()
                .forEach(warning -> out.println(palette.caution("warning:") + " " + DisplayText.line(warning)));
        disturbed(out);
        out.println(pace());
    }

    private void production(PrintWriter out) {
        Plan plan = outline.plan();
        Plan.Production production = plan.production();
        out.println("production   " + DisplayText.line(production.name()) + " at "
                + DisplayText.line(production.url().toString()));
        production.revision().ifPresent(revision -> out.println("revision     " + DisplayText.line(revision)));
        List<String> hosts = new ArrayList<>(
                outline.targets().stream().map(target -> target.toString()).toList());
        if (!hosts.isEmpty()) {
            out.println("talks to     " + DisplayText.line(String.join(", ", hosts)));
        }
        out.println("controls     "
                + (plan.controls().isEmpty()
                        ? "none: trouble of this machine's network cannot be told from production's"
                        : DisplayText.line(
                                plan.controls().stream().map(Object::toString).collect(Collectors.joining(", ")))));
        witnesses(plan.witnesses(), out);
        out.println("budget       " + exact(plan.budget()) + ", trouble after a deploy may last "
                + exact(production.settle()));
    }

    private static void witnesses(Witnesses witnesses, PrintWriter out) {
        witnesses
                .vantagePoints()
                .forEach(point ->
                        out.println("seen from    " + DisplayText.line(point.name() + " (" + point.url() + ")")));
        witnesses
                .nameServers()
                .filter(servers -> !servers.isEmpty())
                .ifPresent(servers -> out.println("name servers "
                        + DisplayText.line(
                                servers.stream().map(Object::toString).collect(Collectors.joining(", ")))));
    }

    private String parallel(Outline.StageOutline stage) {
        return "  (up to " + Math.min(stage.checks().size(), outline.plan().parallel()) + " at the same time)";
    }

    private void check(Outline.CheckOutline check, PrintWriter out) {
        Plan.CheckEntry entry = check.entry();
        List<String> facts = new ArrayList<>();
        facts.add(entry.kind());
        facts.add(entry.severity().wireName());
        if (!entry.required()) {
            facts.add("optional");
        }
        facts.add(check.safety().wireName()
                + (check.safety() == SafetyClass.DISRUPTIVE ? ": only with --allow-disruption" : ""));
        entry.under().ifPresent(fault -> facts.add("under " + fault));
        if (!entry.needs().isEmpty()) {
            facts.add("needs " + String.join(", ", entry.needs()));
        }
        if (!entry.tags().isEmpty()) {
            facts.add("tags " + String.join(", ", entry.tags()));
        }
        quarantine(entry).ifPresent(facts::add);
        out.println("  " + palette.strong(DisplayText.line(entry.id()))
                + entry.title().map(title -> "  " + DisplayText.line(title)).orElse("")
                + palette.quiet("  (" + DisplayText.line(String.join("; ", facts)) + ")"));
        few(check.preview().requests()).forEach(line -> out.println("    " + line));
        few(check.preview().writes()).forEach(line -> out.println("    " + palette.caution("writes:") + " " + line));
    }

    private java.util.Optional<String> quarantine(Plan.CheckEntry entry) {
        return outline.plan().quarantine().entries().stream()
                .filter(quarantined -> quarantined.check().equals(entry.id()))
                .map(quarantined -> "in quarantine until " + quarantined.until() + " (" + quarantined.owner() + ")")
                .findFirst();
    }

    private void writes(PrintWriter out) {
        List<Outline.Write> writes = outline.writes();
        if (writes.isEmpty()) {
            out.println("Nothing is written to production.");
            return;
        }
        out.println(palette.caution(DisplayText.count(writes.size(), "write") + " to production:"));
        writes.forEach(
                write -> out.println("  " + DisplayText.line(write.check()) + ": " + DisplayText.line(write.what())));
    }

    private void disturbed(PrintWriter out) {
        if (outline.disturbs()) {
            out.println("While production is disturbed: "
                    + DisplayText.count(outline.jobsWhileDisturbed(), "job") + " of at most "
                    + outline.plan().disruption().jobs() + ".");
        }
    }

    private String pace() {
        Preview.Load load = outline.load();
        String about = load.about() ? "about " : "";
        String requests = (load.production() == 0 ? "" : about) + DisplayText.count(load.production(), "request");
        String systems = load.systems() == 0
                ? ""
                : "; " + about + DisplayText.count(load.systems(), "request") + " to systems around it";
        return outline.plan()
                        .production()
                        .rateLimit()
                        .map(rate -> requests + " at " + rate(rate) + ": at least "
                                + exact(Outline.leastTime(load.production(), rate)))
                        .orElse(requests + ", with no rate limit set")
                + systems
                + "; repeated attempts come on top.";
    }

    static String rate(Rate rate) {
        return rate.count() + (rate.per().equals(Duration.ofSeconds(1)) ? "/s" : " per " + exact(rate.per()));
    }

    private static String exact(Duration duration) {
        return duration.toMillisPart() == 0 ? DisplayText.wholeSeconds(duration) : DisplayText.duration(duration);
    }

    private static List<String> few(List<String> lines) {
        List<String> shown = new ArrayList<>(lines.stream()
                .limit(lines.size() > MOST_LINES ? MOST_LINES - 1 : MOST_LINES)
                .map(DisplayText::line)
                .toList());
        if (lines.size() > shown.size()) {
            shown.add("and " + (lines.size() - shown.size()) + " more");
        }
        return shown;
    }
}
