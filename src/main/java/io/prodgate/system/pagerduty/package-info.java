/** PagerDuty: who is woken. */
@NullMarked
package io.prodgate.system.pagerduty;

import org.jspecify.annotations.NullMarked;
