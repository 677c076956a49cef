package io.prodgate.cli;

import io.prodgate.diagnosis.Outcome;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The few colours prodgate speaks in. Text is styled as it is: markup in it means nothing.
 *
 * @param ansi whether colours are on; never {@link Ansi#AUTO}
 */
public record Palette(Ansi ansi) {
    /** Without colours. */
    public static Palette plain() {
        return new Palette(Ansi.OFF);
    }

    /** All is well. */
    public String good(String text) {
        return paint(text, Style.bold, Style.fg_green);
    }

    /** Look at it, but it does not stop anything. */
    public String caution(String text) {
        return paint(text, Style.bold, Style.fg_yellow);
    }

    /** Something is wrong. */
    public String bad(String text) {
        return paint(text, Style.bold, Style.fg_red);
    }

    /** A heading or a name. */
    public String strong(String text) {
        return paint(text, Style.bold);
    }

    /** Of less weight than what stands around it. */
    public String quiet(String text) {
        return paint(text, Style.faint);
    }

    /** An outcome's word in its colour. */
    public String outcome(Outcome outcome, String text) {
        return switch (outcome) {
            case PASSED -> good(text);
            case FLAKY, INCONCLUSIVE -> caution(text);
            case FAILED -> bad(text);
            case SKIPPED -> quiet(text);
        };
    }

    private String paint(String text, IStyle... styles) {
        return ansi.apply(text, List.of(styles)).toString();
    }
}
