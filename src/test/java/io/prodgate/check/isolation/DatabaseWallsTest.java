package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.testing.PostgresServer;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real PostgreSQL with row-level security as it should be, and broken in every way that is looked for. */
class DatabaseWallsTest {
    private static final String RIGHT = """
        CREATE FUNCTION set_tenant_context(p_tenant_id text) RETURNS text LANGUAGE sql
          AS $$ SELECT set_config('app.tenant_id', p_tenant_id, true) $$;
        CREATE TABLE ticket_history (id serial PRIMARY KEY, tenant_id text NOT NULL, subject text,
          shouted text GENERATED ALWAYS AS (upper(subject)) STORED);
        CREATE TABLE system_inventory (id bigint GENERATED ALWAYS AS IDENTITY, tenant_id text NOT NULL, "Name" text UNIQUE);
        CREATE TABLE plans (id int, name text);
        INSERT INTO ticket_history (tenant_id, subject) VALUES ('acme', 'fire'), ('acme', 'smoke'), ('globex', 'water');
        INSERT INTO system_inventory (tenant_id, "Name") VALUES ('acme', 'printer'), ('globex', 'laptop');
        ALTER TABLE ticket_history ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        ALTER TABLE system_inventory ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON ticket_history USING (tenant_id = current_setting('app.tenant_id', true));
        CREATE POLICY own ON system_inventory USING (tenant_id = current_setting('app.tenant_id'));
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app, above, root;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app, above, root;
        """;

    private static PostgresServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        server.execute("postgres", """
            CREATE ROLE app LOGIN PASSWORD 'secret-of-app';
            CREATE ROLE above LOGIN PASSWORD 'secret-of-app' BYPASSRLS;
            CREATE ROLE root LOGIN PASSWORD 'secret-of-app' SUPERUSER;
            """);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** How row-level security is broken, and what has to be said of it. */
    private enum Mutant {
        NOT_ENABLED(
                "ALTER TABLE ticket_history DISABLE ROW LEVEL SECURITY", End.LEAKED, "nobody (no context)", "PG-820"),
        NOT_FORCED(
                "ALTER TABLE system_inventory NO FORCE ROW LEVEL SECURITY", End.WRONGLY_STOPPED, "its owner", "PG-822"),
        OWNED_BY_US("ALTER TABLE ticket_history OWNER TO app", End.VOID, "our role", "PG-821"),
        OWN_ROWS_HIDDEN("ALTER POLICY own ON system_inventory USING (tenant_id = 'ACME')", End.VOID, "acme", "PG-821"),
        OTHERS_SEEN(
                "CREATE POLICY support ON ticket_history FOR SELECT USING (current_setting('app.tenant_id', true) ="
                        + " 'acme')",
                End.LEAKED,
                "acme",
                "PG-820"),
        OPEN_WITHOUT_CONTEXT(
                "CREATE POLICY batch ON ticket_history USING (coalesce(current_setting('app.tenant_id', true), '') ="
                        + " '')",
                End.LEAKED,
                "nobody (no context)",
                "PG-820"),
        FOREIGN_ROWS_ADDED(
                "CREATE POLICY intake ON ticket_history FOR INSERT WITH CHECK (true)", End.LEAKED, "acme", "PG-820"),
        ROWS_HANDED_OVER("ALTER POLICY own ON system_inventory WITH CHECK (true)", End.LEAKED, "acme", "PG-820"),
        CONTEXT_OUTLIVES_ITS_TRANSACTION(
                "CREATE OR REPLACE FUNCTION set_tenant_context(p_tenant_id text) RETURNS text LANGUAGE sql"
                        + " AS $$ SELECT set_config('app.tenant_id', p_tenant_id, false) $$",
                End.LEAKED,
                "next user of a connection of acme (after a commit)",
                "PG-820");

        private final String sql;
        private final End end;
        private final String who;
        private final String rule;

        Mutant(String sql, End end, String who, String rule) {
            this.sql = sql;
            this.end = end;
            this.who = who;
            this.rule = rule;
        }
    }

    @Test
    void wallsThatStandAreProvenTableByTable() throws Exception {
        ProductionRun run = run(server.database(RIGHT), "app", "set_tenant_context", "try-writes: true");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(matrix(run))
                .filteredOn(tried -> tried.what().endsWith("ticket_history"))
                .extracting(tried -> tried.who() + ": " + tried.what() + " of " + tried.whose() + " " + tried.end())
                .containsExactly(
                        "its owner: reads ticket_history of everybody STOPPED",
                        "nobody (no context): reads ticket_history of everybody STOPPED",
                        "acme: reads ticket_history of acme LET_IN",
                        "acme: reads ticket_history of others STOPPED",
                        "globex: reads ticket_history of globex LET_IN",
                        "globex: reads ticket_history of others STOPPED",
                        "next user of a connection of acme (after a rollback): reads ticket_history of everybody"
                                + " STOPPED",
                        "next user of a connection of acme (after a commit): reads ticket_history of everybody STOPPED",
                        "acme: hands over a row of ticket_history of globex STOPPED",
                        "acme: adds a row to ticket_history of globex STOPPED",
                        "acme: changes rows of ticket_history of globex STOPPED",
                        "acme: deletes rows of ticket_history of globex STOPPED",
                        "globex: hands over a row of ticket_history of acme STOPPED",
                        "globex: adds a row to ticket_history of acme STOPPED",
                        "globex: changes rows of ticket_history of acme STOPPED",
                        "globex: deletes rows of ticket_history of acme STOPPED");
        assertThat(matrix(run)).extracting(Try::what).noneMatch(what -> what.contains("plans"));
        assertThat(Files.readString(run.folder().resolve("events.jsonl"))).doesNotContain("secret-of-app");
    }

    @Test
    void aSettingIsAContextAsWell() throws Exception {
        ProductionRun run = run(server.database(RIGHT), "app", "set_config(app.tenant_id)", "tables: [ticket_history]");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(matrix(run)).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToBreakItIsFound(Mutant mutant) throws Exception {
        ProductionRun run = run(server.database(RIGHT + mutant.sql), "app", "set_tenant_context", "try-writes: true");

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains(mutant.rule);
        assertThat(matrix(run))
                .anySatisfy(
                        tried -> assertThat(tried).returns(mutant.who, Try::who).returns(mutant.end, Try::end));
        assertThat(run.judged().verdict())
                .isEqualTo(mutant.end == End.VOID ? Verdict.INCONCLUSIVE : Verdict.NOT_APPROVED);
        assertThat(run.check("tenants").cause())
                .contains(mutant.end == End.VOID ? Cause.CONFIGURATION : Cause.PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"above", "root"})
    void aRoleThatNoPolicyAppliesToProvesNothing(String role) throws Exception {
        ProductionRun run = run(server.database(RIGHT), role, "set_tenant_context", "");

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-821");
        assertThat(matrix(run)).singleElement().returns(End.VOID, Try::end);
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void nothingIsChangedByTryingToWrite() throws Exception {
        String url = server.database(RIGHT + "ALTER TABLE ticket_history DISABLE ROW LEVEL SECURITY");

        run(url, "app", "set_tenant_context", "try-writes: true");
        ProductionRun again = run(url, "app", "set_tenant_context", "");

        assertThat(matrix(again))
                .filteredOn(tried -> tried.what().endsWith("ticket_history"))
                .extracting(Try::detail)
                .contains("2 rows", "1 row of others seen", "1 row", "2 rows of others seen", "3 rows seen");
    }

    @ParameterizedTest
    @CsvSource({"set_nothing, PG-010, CONFIGURATION", "set_tenant_context, PG-010, CONFIGURATION"})
    void whatCannotBeAskedProvesNothing(String context, String rule, Cause cause) throws Exception {
        String own = context.equals("set_nothing") ? "" : "tables: [nowhere.to_be_found]";
        ProductionRun run = run(server.database(RIGHT), "app", context, own);

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains(rule);
        assertThat(run.check("tenants").cause()).contains(cause);
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aServerThatIsNotThereIsNoProof() throws Exception {
        ProductionRun run = run("jdbc:postgresql://127.0.0.1:1/nowhere", "app", "set_tenant_context", "");

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-705");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static List<Try> matrix(ProductionRun run) {
        return run.check("tenants").attempts().getLast().evidence().stream()
                .filter(IsolationMatrix.class::isInstance)
                .flatMap(matrix -> ((IsolationMatrix) matrix).tries().stream())
                .toList();
    }

    private ProductionRun run(String url, String user, String context, String own) throws Exception {
        Path again = Files.createTempDirectory(folder, "run");
        return ProductionRun.of(again, """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:1', settle: 0s }
            controls: off
            name-servers: off
            secrets: { db: secret-of-app }
            stages:
              - name: only
                checks:
                  - isolation:
                      id: tenants
                      tenants: { acme: { key: acme }, globex: { key: globex } }
                      database:
                        url: '%s'
                        user: %s
                        password: ${secret.db}
                        context: %s
                        %s
            """.formatted(url, user, context, own));
    }
}
