/** CTRF, the Common Test Report Format. */
@NullMarked
package io.prodgate.report.ctrf;

import org.jspecify.annotations.NullMarked;
