package io.prodgate.demo.promql;

/** A query that has no answer, with the reason for people. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong, by the names and statuses of Prometheus' HTTP API. */
    public enum Kind {
        /** The query is no PromQL. */
        BAD_DATA("bad_data", 400),
        /** It is, but cannot be carried out: it makes no sense for these data, or asks for more than is known here. */
        EXECUTION("execution", 422);

        private final String wireName;
        private final int status;

        Kind(String wireName, int status) {
            this.wireName = wireName;
            this.status = status;
        }

        /** As {@code errorType} says it. */
        public String wireName() {
            return wireName;
        }

        /** Of the HTTP answer. */
        public int status() {
            return status;
        }
    }

    QueryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static QueryException wrong(String message) {
        return new QueryException(Kind.BAD_DATA, message);
    }

    static QueryException impossible(String message) {
        return new QueryException(Kind.EXECUTION, message);
    }

    static QueryException unknown(String what) {
        return impossible("the demo's PromQL does not know " + what);
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
