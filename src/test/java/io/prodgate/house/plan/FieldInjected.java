package io.prodgate.house.plan;

import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Has a field injected. */
final class FieldInjected {
    @Inject
    @Nullable
    Runnable injected;
}
