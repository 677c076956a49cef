/** What is remembered of runs, and what became of them over time. */
@NullMarked
package io.prodgate.report.history;

import org.jspecify.annotations.NullMarked;
