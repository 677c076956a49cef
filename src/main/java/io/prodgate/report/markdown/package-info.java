/** Markdown: the report and the step summary of GitHub. */
@NullMarked
package io.prodgate.report.markdown;

import org.jspecify.annotations.NullMarked;
