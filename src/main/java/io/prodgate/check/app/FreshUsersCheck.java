package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Proves that each flow had a user of its own that was there in no other flow and no earlier run. Asks nobody. */
final class FreshUsersCheck implements Check {
    private final AppPlan plan;
    private final FreshUser where;
    private final UserBook users;

    FreshUsersCheck(AppPlan plan, FreshUser where, UserBook users) {
        this.plan = plan;
        this.where = where;
        this.users = users;
    }

    @Override
    public void attempt(Attempt attempt) {
        String run = Variables.of(Map.of(), attempt).getOrDefault(Variables.RUN, "");
        UserBook.Findings found = users.findings(run, plan.flows());
        boolean met = found.unknown().isEmpty() && found.again().isEmpty() && found.users() > 0;
        List<String> wrong = new ArrayList<>(found.again());
        if (!found.unknown().isEmpty()) {
            wrong.add("no user was told by " + String.join(", ", found.unknown()));
        }
        attempt.log()
                .add(new Judgement(
                        "users",
                        "a new one for each of " + plan.flows().size() + " flows",
                        found.users() + " different",
                        met,
                        found.users(),
                        String.join("; ", wrong)));
        if (found.again().isEmpty() && !found.unknown().isEmpty()) {
            attempt.log()
                    .add(new Misconfiguration(
                            "nothing shows whose user these flows had: " + String.join(", ", found.unknown()),
                            plan.at().toString(),
                            "let each flow tell it: " + where.inWords() + "; see 'fresh-user' in docs/checks/app.md"));
        } else if (!met && !plan.clearing().clears()) {
            attempt.log()
                    .add(new Misconfiguration(
                            "flows shared a user while nothing was cleared: " + String.join("; ", found.again()),
                            Clearing.VARIABLE + "=true",
                            "let each flow begin with clearState, or leave " + Clearing.VARIABLE + " unset"));
        }
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        return new Preview(
                List.of("compare the users of " + plan.flows().size() + " flows, by " + where.inWords()),
                List.of(),
                List.of());
    }
}
