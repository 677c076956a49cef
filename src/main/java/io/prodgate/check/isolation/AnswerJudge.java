package io.prodgate.check.isolation;

import io.prodgate.check.request.StepAnswer;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an answer says about a wall. */
final class AnswerJudge {
    private final ApiPlan plan;

    AnswerJudge(ApiPlan plan) {
        this.plan = plan;
    }

    /**
     * The line of the matrix.
     *
     * @param sent what the request itself held: what is repeated of it is no leak
     */
    Try judge(Call call, StepAnswer answer, String sent) {
        HttpExchange exchange = answer.exchange();
        String by = String.valueOf(exchange.status());
        Marks marks = new Marks(
                Stream.concat(exchange.headers().stream().map(header -> header.value()), Stream.of(answer.text()))
                        .collect(Collectors.joining("\n")));
        Marks echoed = new Marks(sent);
        for (Tenant other : plan.tenants()) {
            if (call.tenant().filter(other::equals).isEmpty()) {
                List<String> own = echoed.among(other.ids());
                List<String> seen = marks.among(other.ids()).stream()
                        .filter(mark -> !own.contains(mark))
                        .toList();
                if (!seen.isEmpty()) {
                    return call.ended(End.LEAKED, by, "the answer holds '" + seen.getFirst() + "' of " + other.name());
                }
            }
        }
        if (exchange.status() >= 500) {
            return call.ended(End.UNKNOWN, by, "an error of the server says nothing about a wall");
        }
        if (!call.may() && exchange.status() / 100 == 2) {
            return call.ended(End.LEAKED, by, "it was let in");
        }
        if (exchange.truncated()) {
            return call.ended(End.UNKNOWN, by, "the answer is larger than what is read");
        }
        return call.may() ? owner(call, exchange, marks) : other(call, exchange.status());
    }

    private static Try owner(Call call, HttpExchange exchange, Marks marks) {
        String by = String.valueOf(exchange.status());
        if (exchange.status() / 100 != 2) {
            return call.ended(End.VOID, by, "who may do it cannot, so it proves nothing that others cannot");
        }
        boolean reads = exchange.method().equals("GET")
                || call.endpoint().step().writes() && !call.endpoint().writes();
        boolean shows =
                !reads || !marks.among(call.tenant().orElseThrow().ids()).isEmpty();
        return shows
                ? call.ended(End.LET_IN, by, "")
                : call.ended(
                        End.VOID, by, "none of its own ids is in the answer, so those of others would not be seen");
    }

    private Try other(Call call, int status) {
        boolean stopped = status == 403
                || status == 401 && call.tenant().isEmpty()
                || status == 404 && call.tenant().isPresent() && plan.allow404();
        return call.ended(stopped ? End.STOPPED : End.WRONGLY_STOPPED, String.valueOf(status), "");
    }
}
