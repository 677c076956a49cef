/** Documents people plan by and sign: what stands in them, whatever they are written as. */
@NullMarked
package io.prodgate.report.document;

import org.jspecify.annotations.NullMarked;
