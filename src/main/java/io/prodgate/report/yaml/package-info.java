/** The format report.yaml. */
@NullMarked
package io.prodgate.report.yaml;

import org.jspecify.annotations.NullMarked;
