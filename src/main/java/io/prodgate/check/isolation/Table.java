package io.prodgate.check.isolation;

import io.prodgate.system.postgres.Postgres;
import io.prodgate.system.postgres.SqlTrouble;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table with rows of several tenants.
 *
 * @param oid its number
 * @param name quoted, with its schema
 * @param told for people
 * @param enabled whether row-level security is on
 * @param forced whether it holds for its owner as well
 * @param ours whether our role is its owner, or has the owner's rights
 */
record Table(String oid, String name, String told, boolean enabled, boolean forced, boolean ours) {
    private static final String SELECT = """
        SELECT c.oid::text, n.nspname::text, c.relname::text, c.relrowsecurity::text, c.relforcerowsecurity::text,
               pg_has_role(current_user, c.relowner, 'USAGE')::text
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        """;
    private static final String WITH_COLUMN = SELECT + """
        WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
          AND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped)
        ORDER BY n.nspname, c.relname
        """;

    /** All tables that have the column and that our role may read. */
    static List<Table> withColumn(Postgres database, String column) throws SqlTrouble, InterruptedException {
        return database.reading(transaction -> transaction.rows(WITH_COLUMN, column)).stream()
                .map(Table::of)
                .toList();
    }

    /** The table of that name, as the role's search path finds it. */
    static Optional<Table> named(Postgres database, String name) throws SqlTrouble, InterruptedException {
        return database.reading(transaction -> transaction.rows(SELECT + "WHERE c.oid = to_regclass(?)", name)).stream()
                .map(Table::of)
                .findFirst();
    }

    private static Table of(List<String> row) {
        String schema = row.get(1);
        return new Table(
                row.get(0),
                Postgres.quoted(schema) + "." + Postgres.quoted(row.get(2)),
                (schema.equals("public") ? "" : schema + ".") + row.get(2),
                row.get(3).equals("true"),
                row.get(4).equals("true"),
                row.get(5).equals("true"));
    }

    /** The columns that can be written, quoted. */
    List<String> writable(Postgres transaction) throws SqlTrouble, InterruptedException {
        return transaction.rows("""
            SELECT a.attname::text FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attgenerated = '' AND a.attidentity <> 'a'
            ORDER BY a.attnum
            """, oid).stream()
                .map(row -> Postgres.quoted(row.getFirst()))
                .collect(Collectors.toList());
    }
}
