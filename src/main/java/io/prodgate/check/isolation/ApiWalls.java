package io.prodgate.check.isolation;

import io.prodgate.check.Attempt;
import io.prodgate.check.request.StepAnswer;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries every endpoint with everybody's credential, and with none. */
final class ApiWalls {
    private final ApiPlan plan;
    private final String place;
    private final Attempt attempt;
    private final List<Try> tries = new ArrayList<>();
    private boolean missed;

    /**
     * The tries of one attempt.
     *
     * @param place where the check stands in the plan
     */
    ApiWalls(ApiPlan plan, String place, Attempt attempt) {
        this.plan = plan;
        this.place = place;
        this.attempt = attempt;
    }

    /** Makes all tries, until one of them has no answer that says anything. */
    void tried() throws InterruptedException {
        boolean whole = true;
        for (Call call : plan.calls()) {
            if (call.endpoint().writes() && leaked()) {
                tries.add(call.ended(End.UNKNOWN, "prodgate", "not tried, since data leaks already"));
            } else if (!tried(call)) {
                whole = false;
                break;
            }
        }
        if (!tries.isEmpty()) {
            attempt.log().add(new IsolationMatrix(plan.walls(), tries));
        }
        long stopped =
                tries.stream().filter(tried -> tried.end() == End.STOPPED).count();
        if (whole && !missed) {
            attempt.log()
                    .add(new Judgement(
                            plan.walls().equals("API")
                                    ? "walls between tenants"
                                    : "walls between tenants in " + plan.walls(),
                            "all others are stopped",
                            "all others were stopped",
                            true,
                            (int) stopped,
                            ""));
        }
    }

    private boolean leaked() {
        return tries.stream().anyMatch(tried -> tried.end() == End.LEAKED);
    }

    /** One try; false if nothing is known of it, and the rest is not to be tried. */
    private boolean tried(Call call) throws InterruptedException {
        NotedCall noted = new NotedCall(call, attempt, plan.repeat());
        Optional<Trouble> objection = noted.objection();
        if (objection.isPresent()) {
            attempt.log().add(objection.get());
            return false;
        }
        attempt.news().accept(call.subject());
        return switch (new StepRun(attempt, place).ask(call.step(), noted)) {
            case StepRun.Answer(StepAnswer answer) -> {
                noted.answered(answer.exchange().status());
                yield judged(call, new AnswerJudge(plan).judge(call, answer, sent(call, answer)));
            }
            case StepRun.NoAnswer(Trouble trouble, boolean _) -> {
                if (trouble.sent() == Trouble.Sent.NOTHING) {
                    noted.refused();
                }
                yield false;
            }
            case StepRun.GivenUp _, StepRun.Unusable _ -> {
                noted.refused();
                yield false;
            }
        };
    }

    private boolean judged(Call call, Try tried) {
        tries.add(tried);
        String expected = call.expected(plan.allow404());
        String actual = tried.by() + (tried.detail().isEmpty() ? "" : ": " + tried.detail());
        switch (tried.end()) {
            case LET_IN, STOPPED -> {}
            case LEAKED, WRONGLY_STOPPED -> miss(call.subject(), expected, actual, "");
            case VOID -> miss(call.subject(), expected, actual, Judgement.UNDECIDED + "the check is void");
            case UNKNOWN ->
                miss(
                        "status",
                        expected,
                        actual,
                        tried.by().startsWith("5") ? call.subject() : Judgement.UNDECIDED + call.subject());
        }
        return tried.end() != End.UNKNOWN;
    }

    private void miss(String subject, String expected, String actual, String remark) {
        missed = true;
        attempt.log().add(new Judgement(subject, expected, actual, false, 1, remark));
    }

    /** What the request itself says: its URL and what it carries. */
    private String sent(Call call, StepAnswer answer) {
        try {
            String body = call.endpoint()
                    .step()
                    .content()
                    .bytes(attempt.values())
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
            return answer.exchange().url() + "\n" + body;
        } catch (IOException e) {
            return answer.exchange().url();
        }
    }
}
