package io.prodgate.house.evidence;

import io.prodgate.house.plan.Prints;

/** Breaks the arrow of evidence. */
public record KnowsPlan(Prints plan) {}
