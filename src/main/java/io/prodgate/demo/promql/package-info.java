/** The part of PromQL that the demo's plan, its dashboards and its readers ask for: what it does not know it refuses. */
@NullMarked
package io.prodgate.demo.promql;

import org.jspecify.annotations.NullMarked;
