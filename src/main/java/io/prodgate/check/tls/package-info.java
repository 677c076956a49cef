/** The kind {@code tls}: the certificate chain as production serves it. */
@NullMarked
package io.prodgate.check.tls;

import org.jspecify.annotations.NullMarked;
