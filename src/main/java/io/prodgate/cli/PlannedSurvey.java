package io.prodgate.cli;

import io.prodgate.check.survey.Survey;
import io.prodgate.check.survey.SurveyCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The survey of a plan that a command is about. */
final class PlannedSurvey {
    private PlannedSurvey() {}

    /**
     * The plan's survey.
     *
     * @param check its id, if the user names one
     * @throws CommandException if there is none, or several and none is named
     */
    static Survey of(LoadedPlan plan, Optional<String> check) throws CommandException {
        List<Survey> all = plan.checks().stream()
                .filter(bound -> bound.check() instanceof SurveyCheck)
                .map(bound -> ((SurveyCheck) bound.check()).survey())
                .toList();
        if (all.isEmpty()) {
            throw CommandException.usage("the plan " + plan.plan().file()
                    + " has no check of kind survey. Add one: docs/checks/survey.md tells how");
        }
        List<Survey> meant = all.stream()
                .filter(survey -> check.filter(id -> !id.equals(survey.id())).isEmpty())
                .toList();
        if (meant.size() != 1) {
            throw CommandException.usage((meant.isEmpty()
                            ? "the plan has no survey '" + check.orElse("") + "'"
                            : "the plan has several surveys")
                    + ". Name one with --check: "
                    + all.stream().map(Survey::id).collect(Collectors.joining(", ")));
        }
        return meant.getFirst();
    }
}
