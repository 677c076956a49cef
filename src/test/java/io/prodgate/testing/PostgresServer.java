package io.prodgate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL of its own, with databases for tests. */
public final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres server;
    private int databases;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts one; where its binaries do not run, the test is left out. */
    public static PostgresServer start() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "there are binaries of PostgreSQL for Linux on x86-64 only");
        try {
            return new PostgresServer(
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a database and fills it as its superuser; returns its URL. */
    public String database(String sql) throws SQLException {
        String name = "db" + ++databases;
        execute("postgres", "CREATE DATABASE " + name);
        execute(name, sql);
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /** Executes statements as the superuser. */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
