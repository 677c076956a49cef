/** Alertmanager: where alerts go. */
@NullMarked
package io.prodgate.system.alertmanager;

import org.jspecify.annotations.NullMarked;
