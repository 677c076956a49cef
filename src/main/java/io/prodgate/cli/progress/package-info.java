/** The progress of a run as a person or a build log sees it. Only listens to the run. */
@NullMarked
package io.prodgate.cli.progress;

import org.jspecify.annotations.NullMarked;
