/** Grafana: the dashboards that people look at. */
@NullMarked
package io.prodgate.system.grafana;

import org.jspecify.annotations.NullMarked;
