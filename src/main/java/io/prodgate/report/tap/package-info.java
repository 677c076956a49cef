/** The format TAP. */
@NullMarked
package io.prodgate.report.tap;

import org.jspecify.annotations.NullMarked;
