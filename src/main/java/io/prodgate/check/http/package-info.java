/** The kind {@code http}: steps of requests with captures and expectations. */
@NullMarked
package io.prodgate.check.http;

import org.jspecify.annotations.NullMarked;
