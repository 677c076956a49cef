/** The format report.json, whose schema is published. */
@NullMarked
package io.prodgate.report.json;

import org.jspecify.annotations.NullMarked;
