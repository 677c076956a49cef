package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that each flow had a user of its own that was there in no other flow and no earlier run. Asks nobody unless users are
 * looked up.
 */
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
    public void attempt(Attempt attempt) throws InterruptedException {
        if (where instanceof FreshUser.LookUp lookUp && !lookedUp(new UserLookUp(lookUp, plan.at()), attempt)) {
            return; // What production answered instead is in the log, and says who is to blame.
        }
        judge(users.findings(attempt, plan.flows()), attempt.log());
    }

    /** Looks up the users that could not be told right after their flows; false if one still cannot. */
    private boolean lookedUp(UserLookUp lookUp, Attempt attempt) throws InterruptedException {
        for (var flow : users.open(attempt).entrySet()) {
            if (!users.findings(attempt, plan.flows()).again().isEmpty()) {
                return true;
            }
            NamedFlow named = plan.flow(flow.getKey());
            Optional<String> user = lookUp.ask(named, flow.getValue(), attempt);
            if (user.isEmpty()) {
                return false;
            }
            users.note(named, attempt, user.get());
        }
        return true;
    }

    private void judge(UserBook.Findings found, EvidenceLog log) {
        boolean met = found.unknown().isEmpty() && found.again().isEmpty() && found.users() > 0;
        List<String> wrong = new ArrayList<>(found.again());
        if (!found.unknown().isEmpty()) {
            wrong.add("no user was told by " + String.join(", ", found.unknown()));
        }
        log.add(new Judgement(
                "users",
                "a new one for each of " + plan.flows().size() + " flows",
                found.users() + " different",
                met,
                found.users(),
                String.join("; ", wrong)));
        if (found.again().isEmpty() && !found.unknown().isEmpty()) {
            log.add(new Misconfiguration(
                    "nothing shows whose user these flows had: " + String.join(", ", found.unknown()),
                    plan.at().toString(),
                    where.todo()));
        } else if (!met && !plan.clearing().clears()) {
            log.add(new Misconfiguration(
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
        int flows = plan.flows().size();
        List<String> requests = new ArrayList<>();
        List<URI> targets = new ArrayList<>();
        if (where instanceof FreshUser.LookUp lookUp) {
            requests.add(lookUp.step().line() + (flows == 1 ? "" : " × " + flows));
            lookUp.step().target().origin().ifPresent(targets::add);
        }
        requests.add("compare the users of " + flows + " flows, by " + where.inWords());
        return new Preview(requests, List.of(), targets);
    }
}
