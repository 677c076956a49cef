/** One self-contained HTML page. */
@NullMarked
package io.prodgate.report.html;

import org.jspecify.annotations.NullMarked;
