package io.prodgate.run;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rule;
import io.prodgate.diagnosis.Rules;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries diagnosis rules on samples of what happened before. A sample that ends otherwise than it says is a mistake at its place. */
public final class Samples {
    private final Plan plan;
    private final Rules rules;
    private final PlanErrors errors;

    /** The rules of a plan, the built-in ones included; mistakes go into {@code errors}. */
    public Samples(Plan plan, Rules rules, PlanErrors errors) {
        this.plan = plan;
        this.rules = rules;
        this.errors = errors;
    }

    /** Tries the samples that stand beside a rule. */
    List<SampleResult> ofRule(PlanNode list, String rule) {
        return tried(new SampleReader(plan, errors).read(list, Optional.of(rule)));
    }

    /** Tries the samples of a file: a list, or a mapping with the key {@code samples}. */
    public List<SampleResult> ofFile(Path file) {
        return PlainYaml.read(file, errors).map(this::ofRoot).orElse(List.of());
    }

    private List<SampleResult> ofRoot(PlanNode root) {
        if (!(root instanceof PlanNode.Mapping mapping)) {
            return list(root);
        }
        Keys keys = NodeKeys.of(mapping, errors);
        Optional<PlanNode> list = keys.node("samples");
        if (list.isEmpty()) {
            keys.error("samples", "there are no samples", "write 'samples:' and a list below it");
        }
        keys.done();
        return list.map(this::list).orElse(List.of());
    }

    private List<SampleResult> list(PlanNode node) {
        boolean right = errors.isEmpty();
        List<Sample> samples = new SampleReader(plan, errors).read(node, Optional.empty());
        if (samples.isEmpty() && right && errors.isEmpty()) {
            errors.add(node.at(), node.path(), "there are no samples", "no samples prove nothing");
        }
        return tried(samples);
    }

    private List<SampleResult> tried(List<Sample> samples) {
        List<SampleResult> results = new ArrayList<>();
        SampleTrial trial = new SampleTrial(rules);
        for (Sample sample : samples) {
            Conclusion conclusion = trial.play(sample);
            Optional<String> difference = difference(sample.expected(), conclusion);
            difference.ifPresent(words -> errors.add(
                    sample.at(),
                    sample.path(),
                    "this sample ends as " + SampleResult.words(conclusion) + ", and " + words + " was expected",
                    hint(sample.expected(), conclusion)));
            results.add(new SampleResult(sample.at(), sample.name(), conclusion, difference));
        }
        return results;
    }

    private static Optional<String> difference(Sample.Expected expected, Conclusion conclusion) {
        List<String> missed = new ArrayList<>();
        expected.cause()
                .filter(cause -> !conclusion.cause().equals(Optional.of(cause)))
                .map(Cause::wireName)
                .ifPresent(missed::add);
        expected.rule()
                .filter(rule -> !conclusion.rule().equals(Optional.of(rule)))
                .map(rule -> "rule " + rule)
                .ifPresent(missed::add);
        expected.outcome()
                .filter(outcome -> outcome != conclusion.outcome())
                .map(Outcome::wireName)
                .ifPresent(missed::add);
        return missed.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missed));
    }

    private String hint(Sample.Expected expected, Conclusion conclusion) {
        List<String> known = rules.all().stream().map(Rule::id).toList();
        return expected.rule()
                .filter(rule -> !known.contains(rule))
                .map(rule -> "there is no rule '" + rule + "'; " + Nearest.hint(rule, known))
                .orElse(
                        conclusion.explanation().isEmpty()
                                ? "everything in it is as expected: say with 'expect' what should not be"
                                : conclusion.explanation());
    }
}
