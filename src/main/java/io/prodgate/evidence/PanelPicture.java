package io.prodgate.evidence;

import java.time.Instant;

/**
 * A picture of what a panel of a dashboard showed, kept as a file. What is in the picture is not redacted.
 *
 * @param system its name in the plan
 * @param dashboard its title
 * @param panel its title
 * @param file the PNG, from the run's folder on: {@code artifacts/CHECK/ATTEMPT/q1-2.png}
 * @param bytes how large it is
 * @param from the begin of the time that it shows
 * @param to the end of it
 */
public record PanelPicture(
        String system, String dashboard, String panel, String file, long bytes, Instant from, Instant to)
        implements Evidence {}
