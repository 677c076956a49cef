/** The kind {@code grafana}: the dashboards that people look at. */
@NullMarked
package io.prodgate.check.grafana;

import org.jspecify.annotations.NullMarked;
