/** The reports: each format is a pure function of a judged run. */
@NullMarked
package io.prodgate.report;

import org.jspecify.annotations.NullMarked;
