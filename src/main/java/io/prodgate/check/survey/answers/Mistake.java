package io.prodgate.check.survey.answers;

import io.prodgate.plan.Position;

/**
 * Something in a file that keeps its answers from being counted.
 *
 * @param at where: the column is that of the character, not of the table
 * @param what what is wrong, one sentence
 * @param todo what to do about it
 */
public record Mistake(Position at, String what, String todo) {
    @Override
    public String toString() {
        return at + ": " + what + ". " + Character.toUpperCase(todo.charAt(0)) + todo.substring(1)
                + (todo.endsWith("?") ? "" : ".");
    }
}
