/** The kind {@code alert}: alarms that ring, and stop. */
@NullMarked
package io.prodgate.check.alert;

import org.jspecify.annotations.NullMarked;
