package io.prodgate.check.app;

import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.RegularExpression;
import java.util.Optional;

/** Binds {@code fresh-user}. */
final class FreshUserReader {
    private static final String USER_OUTPUT = "USER_ID";

    private FreshUserReader() {}

    /** What {@code fresh-user} says; empty if users need not be new. */
    static Optional<FreshUser> read(Keys own) {
        Optional<PlanNode> node = own.node("fresh-user");
        if (node.isPresent() && node.get() instanceof PlanNode.Mapping mapping) {
            return freshUser(NodeKeys.of(mapping, own.errors()));
        }
        return own.flag("fresh-user", false) ? Optional.of(new FreshUser.Output(USER_OUTPUT)) : Optional.empty();
    }

    private static Optional<FreshUser> freshUser(Keys keys) {
        Optional<String> output = keys.text("output");
        Optional<String> log = keys.text("log");
        keys.done();
        if (output.isPresent() == log.isPresent()) {
            keys.errors()
                    .add(
                            keys.at(),
                            keys.path(),
                            "say in one way where a flow's user is told",
                            "output: USER_ID, or log: 'user=(\\S+)'");
            return Optional.empty();
        }
        if (output.isPresent()) {
            return Optional.of(new FreshUser.Output(output.get()));
        }
        try {
            return Optional.of(new FreshUser.LogLine(RegularExpression.compile(log.orElseThrow())));
        } catch (RegularExpression.InvalidException e) {
            keys.error(
                    "log",
                    "the regular expression is not valid: " + e.getMessage(),
                    "the syntax is RE2's, the first group is the id");
            return Optional.empty();
        }
    }
}
