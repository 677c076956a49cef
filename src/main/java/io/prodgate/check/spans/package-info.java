/** Traces and the spans within them: how they are looked for, read and judged, for every kind that asks for some. */
@NullMarked
package io.prodgate.check.spans;

import org.jspecify.annotations.NullMarked;
