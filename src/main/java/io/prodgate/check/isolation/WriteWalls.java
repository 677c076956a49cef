package io.prodgate.check.isolation;

import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.system.postgres.Postgres;
import io.prodgate.system.postgres.SqlTrouble;
import java.util.List;

/** What a tenant can write of others, in transactions that are rolled back. */
final class WriteWalls {
    private final DatabasePlan plan;
    private final List<Try> tries;

    WriteWalls(DatabasePlan plan, List<Try> tries) {
        this.plan = plan;
        this.tries = tries;
    }

    /** Tries every pair of tenants. */
    void tried(Postgres database, Table table) throws InterruptedException {
        for (Tenant tenant : plan.tenants()) {
            for (Tenant other : plan.tenants()) {
                if (!other.equals(tenant)) {
                    tried(database, table, tenant, other);
                }
            }
        }
    }

    private void tried(Postgres database, Table table, Tenant tenant, Tenant other) throws InterruptedException {
        String own = tenant.key().orElseThrow();
        String others = other.key().orElseThrow();
        String name = table.name();
        String column = Postgres.quoted(plan.column());
        tries.add(tried(
                database,
                tenant,
                other,
                "hands over a row of " + table.told(),
                transaction -> transaction.changed(
                        "UPDATE %1$s SET %2$s = ? WHERE ctid = (SELECT ctid FROM %1$s WHERE %2$s = ? LIMIT 1)"
                                .formatted(name, column),
                        others,
                        own)));
        tries.add(tried(database, tenant, other, "adds a row to " + table.told(), transaction -> {
            String columns = String.join(", ", table.writable(transaction));
            return transaction.changed("""
                INSERT INTO %1$s (%2$s)
                SELECT %2$s FROM (SELECT (jsonb_populate_record(x, jsonb_build_object(?::text, ?::text))).* FROM %1$s x LIMIT 1) AS copy
                """.formatted(name, columns), plan.column(), others);
        }));
        tries.add(tried(
                database,
                tenant,
                other,
                "changes rows of " + table.told(),
                transaction -> transaction.changed(
                        "UPDATE %1$s SET %2$s = %2$s WHERE ctid = (SELECT ctid FROM %1$s WHERE %2$s = ? LIMIT 1)"
                                .formatted(name, column),
                        others)));
        tries.add(tried(
                database,
                tenant,
                other,
                "deletes rows of " + table.told(),
                transaction -> transaction.changed(
                        "DELETE FROM %1$s WHERE ctid = (SELECT ctid FROM %1$s WHERE %2$s = ? LIMIT 1)"
                                .formatted(name, column),
                        others)));
    }

    private Try tried(Postgres database, Tenant tenant, Tenant other, String what, Postgres.Work<Integer> work)
            throws InterruptedException {
        try {
            int changed = database.writing(transaction -> {
                plan.context().set(transaction, tenant.key().orElseThrow());
                return work.in(transaction);
            });
            return changed == 0
                    ? new Try(tenant.name(), what, other.name(), End.STOPPED, TableWalls.POLICY, "")
                    : new Try(
                            tenant.name(),
                            what,
                            other.name(),
                            End.LEAKED,
                            "no policy",
                            "it was carried out, and rolled back");
        } catch (SqlTrouble e) {
            return refused(tenant, other, what, e);
        }
    }

    private static Try refused(Tenant tenant, Tenant other, String what, SqlTrouble e) {
        if (e.constraint()) {
            return new Try(
                    tenant.name(),
                    what,
                    other.name(),
                    End.LEAKED,
                    "no policy",
                    "only a constraint was in the way (" + e.state() + ")");
        }
        if (e.forbidden()) {
            boolean policy = String.valueOf(e.getMessage()).contains("row-level security");
            return new Try(
                    tenant.name(),
                    what,
                    other.name(),
                    End.STOPPED,
                    policy ? TableWalls.POLICY : "no right to do it",
                    "");
        }
        return e.state().startsWith("P0")
                ? new Try(tenant.name(), what, other.name(), End.STOPPED, "error " + e.state(), "")
                : new Try(
                        tenant.name(),
                        what,
                        other.name(),
                        End.UNKNOWN,
                        "error " + e.state(),
                        String.valueOf(e.getMessage()));
    }
}
