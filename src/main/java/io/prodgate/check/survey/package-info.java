/** The kind {@code survey}: what people say who work with production's results. */
@NullMarked
package io.prodgate.check.survey;

import org.jspecify.annotations.NullMarked;
