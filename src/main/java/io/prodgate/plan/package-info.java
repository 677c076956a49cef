/** The plan as immutable records, and reading it: YAML, {@code ${…}}, positions, errors. Knows no other room. */
@NullMarked
package io.prodgate.plan;

import org.jspecify.annotations.NullMarked;
