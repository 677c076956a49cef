package io.prodgate.check.targets;

import io.prodgate.check.AskedSystem;
import java.time.Duration;
import java.util.List;

/**
 * What a check of kind {@code targets} looks at.
 *
 * @param system asked
 * @param jobs whose targets are judged, each of which must have one; all if empty
 * @param atLeast how many targets there must be
 * @param maxAge how long ago the last scrape may be
 */
record TargetsPlan(AskedSystem system, List<String> jobs, int atLeast, Duration maxAge) {
    TargetsPlan {
        jobs = List.copyOf(jobs);
    }
}
