/** The kind {@code script}: test suites of other people, run as they are. */
@NullMarked
package io.prodgate.check.script;

import org.jspecify.annotations.NullMarked;
