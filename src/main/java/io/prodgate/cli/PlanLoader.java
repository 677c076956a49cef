package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Kinds;
import io.prodgate.diagnosis.Rules;
import io.prodgate.plan.PlanException;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.run.PlanRules;
import io.prodgate.system.Terraform;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.util.List;

/** Reads and binds the plan that a command is about; all mistakes are found before anything runs. */
@Singleton
public final class PlanLoader {
    private final Kinds kinds;
    private final Surroundings surroundings;

    /** A loader that knows these kinds of checks. */
    public PlanLoader(Kinds kinds, Surroundings surroundings) {
        this.kinds = kinds;
        this.surroundings = surroundings;
    }

    /**
     * The plan, read and bound.
     *
     * @throws PlanException with every mistake that is in it
     * @throws CommandException if no plan was named and there is none of the usual name
     */
    public LoadedPlan load(PlanOptions options) throws PlanException, CommandException {
        if (options.file().toString().equals(PlanOptions.DEFAULT_FILE) && Files.notExists(options.file())) {
            throw CommandException.usage("there is no " + PlanOptions.DEFAULT_FILE
                    + " in this folder. Name a plan, or write a first one with: prodgate init");
        }
        PlanInputs inputs = new PlanInputs(
                surroundings.environment(),
                options.set(),
                options.variableFiles(),
                new Terraform(surroundings.environment()));
        ReadPlan read = new PlanReader(inputs).read(options.file());
        List<BoundCheck> checks = kinds.bind(read.plan(), read.errors());
        Rules rules = PlanRules.bind(read.plan(), read.errors());
        read.errors().throwIfAny();
        return new LoadedPlan(read.plan(), options.words(), checks, rules);
    }
}
