package io.prodgate.plan;

/** How an expectation compares. */
enum Operator {
    EQUAL("="),
    DIFFERENT("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    MATCHES("~"),
    MATCHES_NOT("!~"),
    CONTAINS("contains"),
    CONTAINS_NOT("!contains");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** True for the four that need an order: less, at most, more, at least. */
    boolean orders() {
        return switch (this) {
            case LESS, AT_MOST, MORE, AT_LEAST -> true;
            case EQUAL, DIFFERENT, MATCHES, MATCHES_NOT, CONTAINS, CONTAINS_NOT -> false;
        };
    }

    /** For an operator that orders: whether it holds for the result of comparing the value with the operand. */
    boolean holds(int comparison) {
        return switch (this) {
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case MORE -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
            case EQUAL, DIFFERENT, MATCHES, MATCHES_NOT, CONTAINS, CONTAINS_NOT ->
                throw new IllegalStateException(symbol + " does not order");
        };
    }
}
