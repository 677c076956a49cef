package io.prodgate.check.isolation;

import io.prodgate.plan.Template;
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

    /** The URL without what may follow its path. */
    String told() {
        return url.replaceFirst("\\?.*$", "");
    }
}
