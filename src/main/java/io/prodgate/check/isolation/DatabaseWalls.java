package io.prodgate.check.isolation;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.plan.Values;
import io.prodgate.system.postgres.Postgres;
import io.prodgate.system.postgres.SqlTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries row-level security with SQL of our own.
 *
 * <p>https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
final class DatabaseWalls {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final DatabasePlan plan;
    private final String place;
    private final Attempt attempt;
    private final List<Try> tries = new ArrayList<>();

    /**
     * The tries of one attempt.
     *
     * @param place where the check stands in the plan
     */
    DatabaseWalls(DatabasePlan plan, String place, Attempt attempt) {
        this.plan = plan;
        this.place = place;
        this.attempt = attempt;
    }

    /** Makes all tries. */
    void tried() throws InterruptedException {
        boolean whole = false;
        try (Postgres database =
                Postgres.connect(plan.url(), plan.user(), plan.password().fill(attempt.values()), TIMEOUT)) {
            whole = tried(database);
        } catch (SqlTrouble e) {
            attempt.log()
                    .add(
                            e.notLetIn()
                                    ? mistake(
                                            "PostgreSQL does not let us in: " + e.getMessage(),
                                            "check 'user' and 'password'")
                                    : new SystemTrouble(
                                            "PostgreSQL",
                                            e.refused()
                                                    ? SystemTrouble.Kind.QUESTION_REFUSED
                                                    : SystemTrouble.Kind.UNABLE,
                                            plan.told(),
                                            String.valueOf(e.getMessage())));
        } catch (Values.MissingValueException e) {
            attempt.log().add(mistake(String.valueOf(e.getMessage()), "give it a value in the plan"));
        }
        new TryJudge(attempt.log()).told("PostgreSQL", tries, whole);
    }

    private Misconfiguration mistake(String what, String todo) {
        return new Misconfiguration(what, place, todo);
    }

    private boolean tried(Postgres database) throws SqlTrouble, InterruptedException {
        if (!policiesApply(database)) {
            return false;
        }
        List<Table> tables = tables(database);
        if (tables.isEmpty()) {
            return false;
        }
        // First of all, as long as no context was ever set on this connection.
        TableWalls walls = new TableWalls(plan, tries);
        for (Table table : tables) {
            walls.built(table);
            walls.nobody(database, table);
        }
        if (!contextIsSet(database)) {
            return false;
        }
        for (Table table : tables) {
            attempt.news().accept("tries the walls of " + table.told());
            walls.tenants(database, table);
            walls.nextUser(database, table);
            if (plan.tryWrites()) {
                new WriteWalls(plan, tries).tried(database, table);
            }
        }
        return true;
    }

    /** A role that policies do not apply to sees everything, whatever they say. */
    private boolean policiesApply(Postgres database) throws SqlTrouble, InterruptedException {
        List<String> role =
                database.reading(transaction -> transaction.rows("""
                    SELECT rolname::text, rolsuper::text, rolbypassrls::text
                    FROM pg_catalog.pg_roles WHERE rolname = current_user
                    """)).getFirst();
        Optional<String> above = role.get(1).equals("true")
                ? Optional.of("a superuser")
                : role.get(2).equals("true") ? Optional.of("BYPASSRLS") : Optional.empty();
        above.ifPresent(what -> tries.add(new Try(
                "role " + role.getFirst(),
                "reads all tables",
                "everybody",
                End.VOID,
                what,
                "policies do not apply to it; use a role as production's own is")));
        return above.isEmpty();
    }

    private List<Table> tables(Postgres database) throws SqlTrouble, InterruptedException {
        if (plan.tables().isEmpty()) {
            List<Table> found = Table.withColumn(database, plan.column());
            if (found.isEmpty()) {
                attempt.log()
                        .add(mistake(
                                "no table that the role may read has a column " + plan.column(),
                                "name the column with 'column', the tables with 'tables', or let the role read them"));
            }
            return found;
        }
        List<Table> tables = new ArrayList<>();
        for (String name : plan.tables()) {
            Optional<Table> table = Table.named(database, name);
            if (table.isEmpty()) {
                attempt.log().add(mistake("there is no table " + name, "check 'tables', with their schema"));
                return List.of();
            }
            tables.add(table.get());
        }
        return tables;
    }

    private boolean contextIsSet(Postgres database) throws InterruptedException {
        for (Tenant tenant : plan.tenants()) {
            try {
                database.reading(transaction -> {
                    plan.context().set(transaction, tenant.key().orElseThrow());
                    return true;
                });
            } catch (SqlTrouble e) {
                attempt.log()
                        .add(mistake(
                                "the context of " + tenant.name() + " cannot be set: " + e.getMessage() + " ("
                                        + e.state() + ")",
                                "check 'context' and the tenant's 'key'; it is set in a transaction that may"
                                        + " only read"));
                return false;
            }
        }
        return true;
    }
}
