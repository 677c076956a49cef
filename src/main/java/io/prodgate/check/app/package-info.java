/** The kind {@code app}: the production APK, and Maestro flows on devices against production. */
@NullMarked
package io.prodgate.check.app;

import org.jspecify.annotations.NullMarked;
