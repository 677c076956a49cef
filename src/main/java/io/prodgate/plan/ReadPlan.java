package io.prodgate.plan;

/**
 * A plan as far as it could be read, and what was wrong with it. Binding the checks adds to the same errors; only when there
 * are none may the plan be run.
 */
public record ReadPlan(Plan plan, PlanErrors errors) {}
