package io.prodgate.check.isolation;

import io.prodgate.system.postgres.Postgres;
import io.prodgate.system.postgres.SqlTrouble;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a transaction is told on whose behalf it runs.
 *
 * @param name of a function with one argument, or of a setting
 * @param setting whether it is a setting
 */
record Context(String name, boolean setting) {
    private static final Pattern SETTING = Pattern.compile("set_config\\(\\s*'?(\\w+\\.\\w+)'?\\s*\\)");
    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)?");

    /** As plans write it: {@code set_tenant_context}, {@code set_config(app.tenant_id)}. */
    static Optional<Context> parse(String written) {
        Matcher setting = SETTING.matcher(written);
        if (setting.matches()) {
            return Optional.of(new Context(setting.group(1), true));
        }
        return FUNCTION.matcher(written).matches() && !written.equals("set_config")
                ? Optional.of(new Context(written, false))
                : Optional.empty();
    }

    /** Sets it for a tenant. */
    void set(Postgres transaction, String key) throws SqlTrouble, InterruptedException {
        if (setting) {
            transaction.rows("SELECT set_config(?, ?, true)", name, key);
        } else {
            transaction.rows("SELECT " + name + "(?)", key);
        }
    }
}
