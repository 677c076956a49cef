package io.prodgate.cli.doctor;

import io.prodgate.check.NeededProgram;
import io.prodgate.cli.Surroundings;
import java.util.List;

/** The program through which checks talk to Kubernetes; nothing is told where it is there. */
final class KubectlExamination implements Examination {
    private final List<String> checks;
    private final Surroundings surroundings;

    /**
     * An examination.
     *
     * @param checks the ids of those that need it; nothing is examined if there are none
     */
    KubectlExamination(List<String> checks, Surroundings surroundings) {
        this.checks = List.copyOf(checks);
        this.surroundings = surroundings;
    }

    @Override
    public List<Finding> findings() {
        String program = NeededProgram.kubectl().program();
        if (checks.isEmpty()
                || MachineExamination.program(surroundings, program).isPresent()) {
            return List.of();
        }
        return List.of(Finding.fail(
                program,
                "it is not on the PATH, and is needed by " + String.join(", ", checks),
                "install it: https://kubernetes.io/docs/tasks/tools/ (apt-get install kubernetes-client on Debian)"));
    }
}
