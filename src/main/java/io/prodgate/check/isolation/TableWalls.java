package io.prodgate.check.isolation;

import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.system.postgres.Postgres;
import io.prodgate.system.postgres.SqlTrouble;
import java.util.List;

/** What can be read of a table, by whom. */
final class TableWalls {
    static final String POLICY = "row policy";

    private static final String READS = "reads ";
    private static final String OTHERS = "others";
    private static final int MOST = 100;

    private final DatabasePlan plan;
    private final List<Try> tries;

    TableWalls(DatabasePlan plan, List<Try> tries) {
        this.plan = plan;
        this.tries = tries;
    }

    /** Whether the wall is built as it should be, and whether it stands before our role. */
    void built(Table table) {
        String lacks = table.enabled()
                ? table.forced() ? "" : "row-level security is not forced: the table's owner sees everything"
                : "row-level security is not enabled";
        tries.add(new Try(
                "its owner",
                READS + table.told(),
                "everybody",
                lacks.isEmpty() ? End.STOPPED : End.WRONGLY_STOPPED,
                lacks.isEmpty() ? "FORCE ROW LEVEL SECURITY" : "the table's definition",
                lacks));
        if (table.ours()) {
            tries.add(new Try(
                    "our role",
                    READS + table.told(),
                    "everybody",
                    End.VOID,
                    "it owns it",
                    "an owner can take down the wall; use a role as production's own should be"));
        }
    }

    /** Without a context there is nothing to be seen. */
    void nobody(Postgres database, Table table) throws InterruptedException {
        tries.add(nothing(database, "nobody (no context)", READS + table.told(), table));
    }

    /** With its context a tenant sees its rows, and no others. */
    void tenants(Postgres database, Table table) throws InterruptedException {
        for (Tenant tenant : plan.tenants()) {
            String key = tenant.key().orElseThrow();
            String what = READS + table.told();
            String column = Postgres.quoted(plan.column());
            try {
                int own = database.reading(transaction -> {
                    plan.context().set(transaction, key);
                    return rows(transaction, table, "WHERE " + column + " = ?", key);
                });
                int others = database.reading(transaction -> {
                    plan.context().set(transaction, key);
                    return rows(transaction, table, "WHERE " + column + " IS DISTINCT FROM ?", key);
                });
                tries.add(
                        own > 0
                                ? new Try(tenant.name(), what, tenant.name(), End.LET_IN, POLICY, seen(own))
                                : new Try(
                                        tenant.name(),
                                        what,
                                        tenant.name(),
                                        End.VOID,
                                        "no rows",
                                        "it sees nothing of its own, so it proves nothing that it sees nothing of"
                                                + " others"));
                tries.add(
                        others == 0
                                ? new Try(tenant.name(), what, OTHERS, End.STOPPED, POLICY, "")
                                : new Try(
                                        tenant.name(),
                                        what,
                                        OTHERS,
                                        End.LEAKED,
                                        "no policy",
                                        seen(others) + " of others seen"));
            } catch (SqlTrouble e) {
                tries.add(unknown(tenant.name(), what, e));
            }
        }
    }

    /** A context is gone when its transaction is: the next user of the connection, as a pool gives it, has none. */
    void nextUser(Postgres database, Table table) throws InterruptedException {
        if (plan.context().setting()) {
            return;
        }
        Tenant first = plan.tenants().getFirst();
        Postgres.Work<Boolean> set = transaction -> {
            plan.context().set(transaction, first.key().orElseThrow());
            return true;
        };
        String who = "next user of a connection of " + first.name();
        try {
            database.reading(set);
            tries.add(nothing(database, who + " (after a rollback)", READS + table.told(), table));
            database.commitNothing(set);
            tries.add(nothing(database, who + " (after a commit)", READS + table.told(), table));
            // Whatever was left behind is not to be seen in the next tries.
            database.commitNothing(transaction -> transaction.changed("RESET ALL"));
        } catch (SqlTrouble e) {
            tries.add(unknown(who, READS + table.told(), e));
        }
    }

    private Try nothing(Postgres database, String who, String what, Table table) throws InterruptedException {
        try {
            int seen = database.reading(transaction -> rows(transaction, table, ""));
            return seen == 0
                    ? new Try(who, what, "everybody", End.STOPPED, POLICY, "")
                    : new Try(who, what, "everybody", End.LEAKED, "no policy", seen(seen) + " seen");
        } catch (SqlTrouble e) {
            return e.refused()
                    ? new Try(who, what, "everybody", End.STOPPED, "error " + e.state(), "")
                    : unknown(who, what, e);
        }
    }

    private static Try unknown(String who, String what, SqlTrouble e) {
        return new Try(who, what, "everybody", End.UNKNOWN, "error " + e.state(), String.valueOf(e.getMessage()));
    }

    private static int rows(Postgres transaction, Table table, String where, String... values)
            throws SqlTrouble, InterruptedException {
        return transaction.number(
                "SELECT count(*) FROM (SELECT 1 FROM %s %s LIMIT %d) AS seen".formatted(table.name(), where, MOST),
                values);
    }

    private static String seen(int rows) {
        return rows >= MOST ? MOST + " rows or more" : rows == 1 ? "1 row" : rows + " rows";
    }
}
