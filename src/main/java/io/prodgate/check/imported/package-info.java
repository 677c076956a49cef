/** The kind {@code import}: results of tests that ran before. */
@NullMarked
package io.prodgate.check.imported;

import org.jspecify.annotations.NullMarked;
