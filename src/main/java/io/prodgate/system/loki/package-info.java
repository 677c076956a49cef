/** Loki: the logs of production. */
@NullMarked
package io.prodgate.system.loki;

import org.jspecify.annotations.NullMarked;
