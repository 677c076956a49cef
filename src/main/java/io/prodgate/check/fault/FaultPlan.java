package io.prodgate.check.fault;

import io.prodgate.check.Hours;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A fault as the plan wants it.
 *
 * @param what is done to production, for people
 * @param injector makes it
 * @param term of its lease: so long after we are gone it is undone at the latest by whoever comes by
 * @param atMost how long it may be in place
 * @param hours in which it may be made; empty for any
 * @param abort when it is broken off
 * @param tenants whom it touches, if the plan says so
 */
record FaultPlan(
        String what,
        Injector injector,
        Duration term,
        Duration atMost,
        Optional<Hours> hours,
        Optional<Abort> abort,
        List<String> tenants) {}
