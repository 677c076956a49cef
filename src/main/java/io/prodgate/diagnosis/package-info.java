/** From evidence to cause: rules as data, and what a cause means for the next attempt and the outcome. */
@NullMarked
package io.prodgate.diagnosis;

import org.jspecify.annotations.NullMarked;
