package io.prodgate.system.postgres;

import java.sql.SQLException;

/**
 * A statement that was refused, or a server that gave no answer. The message is the server's first line, which may quote values of the
 * statement.
 */
public final class SqlTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final String state;

    SqlTrouble(SQLException e) {
        super(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        this.state = e.getSQLState() == null ? "" : e.getSQLState();
    }

    /**
     * The five characters that tell what was wrong, empty if nobody says.
     *
     * <p>https://www.postgresql.org/docs/current/errcodes-appendix.html
     */
    public String state() {
        return state;
    }

    /** Whether the statement was understood and refused, or failed on values: the server is well. */
    public boolean refused() {
        return state.startsWith("22") || state.startsWith("42") || state.startsWith("P0");
    }

    /** Whether a constraint was in the way: all checks before it had let the row through. */
    public boolean constraint() {
        return state.startsWith("23");
    }

    /** Whether the role may not do it: by its rights, or by a row policy. */
    public boolean forbidden() {
        return state.equals("42501");
    }

    /** Whether the server does not know who we are, or that database. */
    public boolean notLetIn() {
        return state.startsWith("28") || state.startsWith("3D");
    }
}
