/** The stand-in's alarms: rules as a Prometheus evaluates them, and what an Alertmanager does with their alerts. */
@NullMarked
package io.prodgate.demo.alerting;

import org.jspecify.annotations.NullMarked;
