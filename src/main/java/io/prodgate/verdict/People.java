package io.prodgate.verdict;

import io.prodgate.evidence.SurveyReading;

/** Why a survey that went well is not enough to approve by. */
final class People {
    private People() {}

    static String passed(SurveyReading survey) {
        if (survey.simulated()) {
            return "passed with answers of technicians who are made up";
        }
        return "passed with answers of %s of the %d wanted: %d %s missing"
                .formatted(
                        survey.technicians() + (survey.technicians() == 1 ? " technician" : " technicians"),
                        survey.wanted(),
                        survey.missing(),
                        survey.missing() == 1 ? "is" : "are");
    }

    static String turns(SurveyReading survey) {
        if (survey.simulated()) {
            return "this turns when it passes with answers of real ones.";
        }
        return "this turns when %d more %s and it passes."
                .formatted(survey.missing(), survey.missing() == 1 ? "has answered" : "have answered");
    }
}
