package io.prodgate.check.fault;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.Expectation;
import java.time.Duration;

/**
 * When a fault is broken off: a number of real users, looked at all the time.
 *
 * @param system the monitoring
 * @param query in PromQL, with one result
 * @param when what the number is then
 * @param every how often it is looked at
 */
record Abort(AskedSystem system, String query, Expectation when, Duration every) {}
