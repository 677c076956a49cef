package io.prodgate.check.survey.answers;

import io.prodgate.plan.Position;
import java.util.List;

/** Files that are not taken: none of their answers counts, since nobody knows which of them were meant. */
public final class AnswersException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST = 20;

    private final transient List<Mistake> mistakes;

    /** Why they are not taken; of very many mistakes the first. */
    public AnswersException(List<Mistake> mistakes) {
        super(String.valueOf(mistakes.getFirst()));
        this.mistakes = mistakes.stream().limit(MOST).toList();
    }

    AnswersException(Position at, String what, String todo) {
        this(List.of(new Mistake(at, what, todo)));
    }

    /** The first of what is wrong, at least one. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
