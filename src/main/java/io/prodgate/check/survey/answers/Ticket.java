package io.prodgate.check.survey.answers;

/**
 * A ticket that people are asked about.
 *
 * @param id as they know it
 * @param title what it is about; may be empty
 * @param category by which answers are compared; may be empty
 */
public record Ticket(String id, String title, String category) {}
