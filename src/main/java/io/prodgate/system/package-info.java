/** The systems around production that prodgate asks. */
@NullMarked
package io.prodgate.system;

import org.jspecify.annotations.NullMarked;
