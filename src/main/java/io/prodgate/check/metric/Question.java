package io.prodgate.check.metric;

import io.prodgate.check.metric.Goal.Measure;
import io.prodgate.check.metric.MetricSettings.Figure;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param subject what it is called
 * @param query PromQL
 * @param measure what its values count, where that is known from a preset
 * @param figure what is made of many points, where the plan says nothing else
 * @param group the label that tells groups apart; empty for none
 */
record Question(String subject, String query, Optional<Measure> measure, Figure figure, String group) {}
