package io.prodgate.check;

import io.prodgate.plan.Plan;

/** A check of the plan together with what runs it. */
public record BoundCheck(Plan.CheckEntry entry, Check check) {}
