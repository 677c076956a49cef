package io.prodgate.house.plan;

import io.prodgate.house.evidence.KnowsPlan;

/** Breaks the arrow of plan and, with {@link KnowsPlan}, closes a cycle. */
record KnowsEvidence(KnowsPlan evidence) {}
