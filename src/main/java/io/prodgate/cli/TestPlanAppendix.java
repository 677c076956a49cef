package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.plan.Plan;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What will be sent, word for word: queries, SQL, requests, programs. */
final class TestPlanAppendix {
    private static final Pattern QUERY = Pattern.compile("query ([^:]+): (.*), expect .*", Pattern.DOTALL);

    private final List<BoundCheck> checks;
    private final Settings settings;
    private final Plan plan;

    TestPlanAppendix(List<BoundCheck> checks, Settings settings, Plan plan) {
        this.checks = checks;
        this.settings = settings;
        this.plan = plan;
    }

    Document.Draft chapter() {
        Document.Draft draft = new Document.Draft();
        CurlLines curl = new CurlLines(plan, settings);
        appendix(draft, "Appendix: PromQL", "promql", TestPlanAppendix::queries);
        appendix(draft, "Appendix: SQL", "sql", check -> check.check().statements());
        appendix(
                draft,
                "Appendix: requests, with $NAME for what is secret or known only in a run",
                "sh",
                check -> curl.of(check.entry().own()));
        appendix(
                draft,
                "Appendix: programs",
                "sh",
                check -> check.entry().kind().equals("script")
                        ? check.check().preview().requests()
                        : List.of());
        return draft;
    }

    private void appendix(
            Document.Draft draft, String title, String language, Function<BoundCheck, List<String>> lines) {
        boolean begun = false;
        for (BoundCheck check : checks) {
            List<String> found = lines.apply(check);
            if (!found.isEmpty() && !begun) {
                draft.chapter(title);
                begun = true;
            }
            if (!found.isEmpty()) {
                draft.say(Text.code(check.entry().id())).code(language, found.stream());
            }
        }
    }

    private static List<String> queries(BoundCheck check) {
        return check.entry().kind().equals("metric")
                ? check.check().preview().requests().stream()
                        .map(TestPlanAppendix::query)
                        .toList()
                : List.of();
    }

    private static String query(String told) {
        Matcher query = QUERY.matcher(told);
        return query.matches() ? query.group(2) : told;
    }
}
