package io.prodgate.journal;

import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param number from 1, without gaps
 * @param at when it was written
 * @param event what happened
 */
public record Entry(long number, Instant at, Event event) {}
