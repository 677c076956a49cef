package io.prodgate.check.app;

import io.prodgate.plan.Keys;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Binds {@code env}. */
final class VariablesReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> IN_VARIABLES = List.of("secret", "run");

    private VariablesReader() {}

    /** The variables, in the plan's order. */
    static Map<String, Template> read(Keys own) {
        Map<String, Template> variables = new LinkedHashMap<>();
        own.mapping("env", keys -> {
            if (own.node("env").orElseThrow() instanceof PlanNode.Mapping mapping) {
                for (PlanNode.Entry variable : mapping.entries()) {
                    if (!VARIABLE.matcher(variable.key()).matches()) {
                        own.errors()
                                .add(
                                        variable.at(),
                                        variable.value().path(),
                                        "'" + variable.key() + "' cannot be the name of a variable",
                                        "letters, digits and _, not beginning with a digit");
                    }
                    keys.template(variable.key(), IN_VARIABLES)
                            .ifPresent(value -> variables.put(variable.key(), value));
                }
            }
            return keys;
        });
        return variables;
    }
}
