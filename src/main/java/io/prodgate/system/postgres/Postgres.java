package io.prodgate.system.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * One connection to PostgreSQL. Whatever is done stands in a transaction that is rolled back, but for {@link #commitNothing}. Not safe
 * for use by several threads.
 */
public final class Postgres implements AutoCloseable {
    private static final int MOST_ROWS = 1_000;

    private final Connection connection;

    private Postgres(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param url {@code jdbc:postgresql://host:5432/database}, with parameters of the driver
     * @param timeout for connecting and for each statement
     * @throws SqlTrouble if there is no connection
     */
    public static Postgres connect(String url, String user, String password, Duration timeout)
            throws SqlTrouble, InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "prodgate (synthetic)");
        String seconds = String.valueOf(Math.max(1, timeout.toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", String.valueOf(2 * Math.max(1, timeout.toSeconds())));
        properties.setProperty("options", "-c statement_timeout=" + timeout.toMillis() + " -c lock_timeout=2000");
        // Texts take the type of whatever they are compared with.
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("gssEncMode", "disable");
        return told(() -> {
            // The driver itself: the manager of drivers would look for all that there are.
            Connection connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new SQLException("no URL of PostgreSQL", "08001");
            }
            connection.setAutoCommit(false);
            return new Postgres(connection);
        });
    }

    /** What is done within a transaction. */
    public interface Work<T> {
        /** Does it. */
        T in(Postgres transaction) throws SqlTrouble, InterruptedException;
    }

    /** Does something in a transaction that may only read, and rolls it back. */
    public <T> T reading(Work<T> work) throws SqlTrouble, InterruptedException {
        return undone(true, work);
    }

    /** Does something in a transaction that may write, and rolls it back. */
    public <T> T writing(Work<T> work) throws SqlTrouble, InterruptedException {
        return undone(false, work);
    }

    /** Does something in a transaction that may only read, and commits it: what it leaves behind is in the session alone. */
    public <T> T commitNothing(Work<T> work) throws SqlTrouble, InterruptedException {
        readOnly(true);
        boolean whole = false;
        try {
            T result = work.in(this);
            told(() -> {
                connection.commit();
                return true;
            });
            whole = true;
            return result;
        } finally {
            if (!whole) {
                rollBack();
            }
        }
    }

    private <T> T undone(boolean readOnly, Work<T> work) throws SqlTrouble, InterruptedException {
        readOnly(readOnly);
        try {
            return work.in(this);
        } finally {
            rollBack();
        }
    }

    private void readOnly(boolean readOnly) throws SqlTrouble, InterruptedException {
        told(() -> {
            connection.setReadOnly(readOnly);
            return true;
        });
    }

    private void rollBack() throws SqlTrouble, InterruptedException {
        told(() -> {
            connection.rollback();
            return true;
        });
    }

    /**
     * The rows that a query finds, each with its columns as text, empty for NULL.
     *
     * @param values of its placeholders
     */
    public List<List<String>> rows(String sql, String... values) throws SqlTrouble, InterruptedException {
        return told(() -> {
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet found = statement.executeQuery()) {
                int columns = found.getMetaData().getColumnCount();
                List<List<String>> rows = new ArrayList<>();
                while (found.next() && rows.size() < MOST_ROWS) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        String value = found.getString(column);
                        row.add(value == null ? "" : value);
                    }
                    rows.add(row);
                }
                return rows;
            }
        });
    }

    /** The number that a query finds in its first column. */
    public int number(String sql, String... values) throws SqlTrouble, InterruptedException {
        return Integer.parseInt(rows(sql, values).getFirst().getFirst());
    }

    /** How many rows a statement changes. */
    public int changed(String sql, String... values) throws SqlTrouble, InterruptedException {
        return told(() -> {
            try (PreparedStatement statement = prepared(sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    private PreparedStatement prepared(String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setMaxRows(MOST_ROWS);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    /** A name as SQL has it, whatever is in it. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private interface Call<T> {
        T made() throws SQLException;
    }

    private static <T> T told(Call<T> call) throws SqlTrouble, InterruptedException {
        try {
            return call.made();
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new SqlTrouble(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone already, which is all that was wanted.
        }
    }
}
