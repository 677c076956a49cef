/** Workflow commands of GitHub Actions. */
@NullMarked
package io.prodgate.report.github;

import org.jspecify.annotations.NullMarked;
