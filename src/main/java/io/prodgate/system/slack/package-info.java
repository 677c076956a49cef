/** Slack: what a channel was told. */
@NullMarked
package io.prodgate.system.slack;

import org.jspecify.annotations.NullMarked;
