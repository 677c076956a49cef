/** What people look at in a report: from a run to charts in which every position, label and tick is computed. */
@NullMarked
package io.prodgate.report.chart;

import org.jspecify.annotations.NullMarked;
