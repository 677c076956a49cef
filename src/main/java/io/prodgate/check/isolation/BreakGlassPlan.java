package io.prodgate.check.isolation;

import io.prodgate.check.request.Step;
import java.time.Duration;

/**
 * An access that is allowed in need only, and the entry that it has to leave.
 *
 * @param access only reads
 * @param entry is met when the entry is there
 * @param within how long it may take to be written
 */
record BreakGlassPlan(Step access, Step entry, Duration within) {}
