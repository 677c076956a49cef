package io.prodgate.check.isolation;

import io.prodgate.plan.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * The walls of a database: PostgreSQL's row-level security.
 *
 * @param url {@code jdbc:postgresql://…}
 * @param user a role as production's own is: policies apply to it
 * @param password of the role
 * @param tables with tenants' rows; all that have the column if empty
 * @param column that says whose a row is
 * @param context how a transaction is told on whose behalf it runs
 * @param tryWrites whether writing across is tried, in transactions that are rolled back
 * @param tenants whose rows they are; each has a key
 */
record DatabasePlan(
        String url,
        String user,
        Template password,
        List<String> tables,
        String column,
        Context context,
        boolean tryWrites,
        List<Tenant> tenants) {
    DatabasePlan {
        tables = List.copyOf(tables);
        tenants = List.copyOf(tenants);
    }

    /** What is asked of each table, with the values of one tenant for the question marks; reading and trying to write end in a rollback. */
    List<String> statements() {
        List<String> all = new ArrayList<>();
        all.add(
                context.setting()
                        ? "SELECT set_config('" + context.name() + "', ?, true)"
                        : "SELECT " + context.name() + "(?)");
        for (String table : tables.isEmpty() ? List.of("each table with the column " + column) : tables) {
            all.add("SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s = ? LIMIT …) AS seen".formatted(table, column));
            all.add("SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s IS DISTINCT FROM ? LIMIT …) AS seen"
                    .formatted(table, column));
            if (tryWrites) {
                all.add("UPDATE %1$s SET %2$s = %2$s WHERE …, INSERT INTO %1$s …, DELETE FROM %1$s …, rolled back"
                        .formatted(table, column));
            }
        }
        return all;
    }

    /** The URL without what may follow its path. */
    String told() {
        return url.replaceFirst("\\?.*$", "");
    }
}
