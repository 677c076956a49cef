package io.prodgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.run.Replay;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replay, told.
 *
 * @param replay what it is about
 * @param then the verdict of the run
 * @param now the verdict it would come to
 * @param remarks what could not be put to the test, a sentence each
 */
record ReplayOutline(Replay replay, Judged then, Judged now, List<String> remarks) {
    static ReplayOutline of(Replay replay, boolean withPlan) {
        return new ReplayOutline(
                replay, Judge.judge(replay.recorded()), Judge.judge(replay.today()), remarks(replay, withPlan));
    }

    private static List<String> remarks(Replay replay, boolean withPlan) {
        List<String> remarks = new ArrayList<>();
        long skipped = count(replay, Outcome.SKIPPED);
        if (skipped > 0) {
            remarks.add(DisplayText.count((int) skipped, "skipped check")
                    + " left as recorded: nothing was seen that could be replayed");
        }
        long met = replay.checks().stream()
                .filter(check -> !check.recorded().attempts().isEmpty())
                .filter(check ->
                        check.recorded().attempts().getLast().diagnosis().isEmpty())
                .count();
        if (met > 0) {
            remarks.add("of answers that met their expectations only the first 1,024 characters were kept");
        }
        List<String> own = ownRules(replay);
        if (!withPlan && !own.isEmpty()) {
            remarks.add("rules of the plan decided then (" + String.join(", ", own)
                    + ") and are not tried now: name the plan with --plan");
        }
        return remarks;
    }

    private static List<String> ownRules(Replay replay) {
        return replay.recorded().checks().stream()
                .flatMap(check -> check.attempts().stream())
                .flatMap(attempt -> attempt.diagnosis().stream())
                .map(Diagnosis::rule)
                .filter(rule -> !Rules.reserved(rule))
                .distinct()
                .toList();
    }

    private static long count(Replay replay, Outcome outcome) {
        return replay.checks().stream()
                .filter(check -> check.recorded().outcome() == outcome)
                .count();
    }

    boolean differs() {
        return then.verdict() != now.verdict() || !differing().isEmpty();
    }

    private List<Replay.Check> differing() {
        return replay.checks().stream().filter(Replay.Check::differs).toList();
    }

    void print(Palette palette, PrintWriter out) {
        List<Replay.Check> differing = differing();
        out.println(palette.strong("replay of run "
                        + DisplayText.line(replay.recorded().head().id()))
                + ", recorded by prodgate "
                + DisplayText.line(replay.recorded().head().version()) + ", by the rules of " + Version.number());
        for (Replay.Check check : differing) {
            print(check, palette, out);
        }
        out.println();
        int same = replay.checks().size() - differing.size();
        out.println(
                differing.isEmpty()
                        ? "Nothing would be decided otherwise in " + DisplayText.count(same, "check") + "."
                        : DisplayText.count(differing.size(), "check") + " decided otherwise, " + same + " as before.");
        out.println(
                "verdict: " + change(then.verdict().wireName(), now.verdict().wireName()));
        remarks.forEach(remark -> out.println(palette.quiet("note: " + DisplayText.line(remark))));
    }

    private static void print(Replay.Check check, Palette palette, PrintWriter out) {
        out.println();
        out.println(palette.strong(DisplayText.line(check.recorded().head().id())) + "  "
                + change(outcome(check.recorded()), outcome(check.today())));
        for (Replay.Attempt attempt : check.differences()) {
            out.println("  attempt " + attempt.recorded().number() + "  "
                    + change(
                            diagnosis(attempt.recorded()),
                            attempt.today().map(ReplayOutline::diagnosis).orElse("not made")));
            attempt.today()
                    .flatMap(AttemptRecord::diagnosis)
                    .ifPresent(today -> out.println("    today: " + DisplayText.line(today.explanation())));
        }
        check.remark().ifPresent(remark -> out.println("  " + palette.quiet(DisplayText.line(remark))));
    }

    private static String change(String then, String now) {
        return DisplayText.line(then.equals(now) ? then + ", as before" : then + " → " + now);
    }

    private static String outcome(CheckResult check) {
        return check.outcome().wireName() + blame(check.cause(), check.rule());
    }

    private static String diagnosis(AttemptRecord attempt) {
        return attempt.diagnosis()
                .map(found -> found.cause().wireName() + " (" + found.rule() + ")")
                .orElse("met");
    }

    private static String blame(Optional<Cause> cause, Optional<String> rule) {
        return cause.map(who ->
                        ", " + who.wireName() + rule.map(id -> " (" + id + ")").orElse(""))
                .orElse("");
    }

    String json() {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("run", replay.recorded().head().id());
        root.put("recordedBy", replay.recorded().head().version());
        root.put("replayedBy", Version.number());
        root.put("differs", differs());
        root.putObject("verdict")
                .put("recorded", then.verdict().wireName())
                .put("today", now.verdict().wireName());
        root.put("checks", replay.checks().size());
        ArrayNode differing = root.putArray("differences");
        differing().forEach(check -> {
            ObjectNode node =
                    differing.addObject().put("check", check.recorded().head().id());
            decided(node.putObject("recorded"), check.recorded());
            decided(node.putObject("today"), check.today());
            check.remark().ifPresent(remark -> node.put("remark", remark));
            ArrayNode attempts = node.putArray("attempts");
            check.differences().forEach(attempt -> {
                ObjectNode one =
                        attempts.addObject().put("number", attempt.recorded().number());
                one.set("recorded", diagnosed(attempt.recorded()));
                attempt.today().ifPresent(today -> one.set("today", diagnosed(today)));
            });
        });
        ArrayNode notes = root.putArray("notes");
        remarks.forEach(notes::add);
        return root.toPrettyString();
    }

    private static void decided(ObjectNode node, CheckResult check) {
        node.put("outcome", check.outcome().wireName());
        check.cause().ifPresent(cause -> node.put("cause", cause.wireName()));
        check.rule().ifPresent(rule -> node.put("rule", rule));
    }

    private static ObjectNode diagnosed(AttemptRecord attempt) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("met", attempt.diagnosis().isEmpty());
        attempt.diagnosis()
                .ifPresent(found -> node.put("cause", found.cause().wireName())
                        .put("rule", found.rule())
                        .put("explanation", found.explanation()));
        return node;
    }
}
