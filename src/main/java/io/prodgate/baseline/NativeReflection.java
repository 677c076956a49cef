package io.prodgate.baseline;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Everything a baseline is made of: Jackson writes and reads it by reflection, which a native binary has to know. */
@RegisterForReflection(
        targets = {
            Baseline.LeftOut.class,
            Baseline.Run.class,
            Baseline.class,
            KeptNumber.Better.class,
            KeptNumber.class,
            Samples.class,
        })
final class NativeReflection {
    private NativeReflection() {}
}
