package io.prodgate.system.pagerduty;

import java.time.Instant;
import java.util.Optional;

/**
 * An alert that PagerDuty took in.
 *
 * @param incident the id of the incident it belongs to
 * @param policy the id of the escalation policy of the incident
 * @param at when it came, by PagerDuty's clock
 * @param text all that is to be read in it, in lines
 * @param resolved whether it has ended
 */
public record Page(String incident, Optional<String> policy, Instant at, String text, boolean resolved) {}
