package io.prodgate.cli;

import java.util.Locale;

/** When to use colours: the values of {@code --color}. */
public enum ColorMode {
    /** If a person watches and the environment does not object. */
    AUTO,
    /** In any case. */
    ALWAYS,
    /** Not at all. */
    NEVER;

    /**
     * Whether to use colours. For {@code auto} the environment decides, in this order: {@code NO_COLOR} (https://no-color.org)
     * switches them off, {@code CLICOLOR_FORCE} (https://bixense.com/clicolors) on, {@code TERM=dumb} off; else they
     * are on at a terminal.
     */
    public boolean colors(Surroundings surroundings) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> {
                if (surroundings.variable("NO_COLOR").isPresent()) {
                    yield false;
                }
                if (surroundings
                        .variable("CLICOLOR_FORCE")
                        .filter(value -> !value.equals("0"))
                        .isPresent()) {
                    yield true;
                }
                yield !surroundings.dumb() && surroundings.terminal().getAsBoolean();
            }
        };
    }

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
