package io.prodgate.check.journey;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import java.util.List;

/** Stands for a journey that could not be read; its mistakes are noted, so it is never run. */
final class NothingToDo implements Check {
    @Override
    public void attempt(Attempt attempt) {}

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        return new Preview(List.of(), List.of(), List.of());
    }
}
