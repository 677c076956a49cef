/** Kubernetes, asked through {@code kubectl} of whoever runs us. */
@NullMarked
package io.prodgate.system.kubernetes;

import org.jspecify.annotations.NullMarked;
