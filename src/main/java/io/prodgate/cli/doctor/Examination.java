package io.prodgate.cli.doctor;

import java.util.List;

/** Looks at one of the things that a plan needs. Changes nothing. */
@FunctionalInterface
public interface Examination {
    /** What it found; at least one finding, so that nothing is passed over in silence. */
    List<Finding> findings() throws InterruptedException;
}
