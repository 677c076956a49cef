/** JUnit XML in the dialect that CI systems agree on. */
@NullMarked
package io.prodgate.report.junit;

import org.jspecify.annotations.NullMarked;
