package io.prodgate.cli.doctor;

import io.prodgate.device.WantedDevices;
import io.prodgate.device.android.DeviceSurvey;
import java.util.List;

/** The devices of a plan with an app: adb, what is attached, and what emulators need. */
final class DevicesExamination implements Examination {
    private final DeviceSurvey survey;
    private final WantedDevices wanted;

    DevicesExamination(DeviceSurvey survey, WantedDevices wanted) {
        this.survey = survey;
        this.wanted = wanted;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        return survey.look(wanted).stream().map(DevicesExamination::finding).toList();
    }

    private static Finding finding(DeviceSurvey.Found found) {
        Finding.Level level = switch (found.weight()) {
            case FINE -> Finding.Level.OK;
            case ODD -> Finding.Level.WARN;
            case MISSING -> Finding.Level.FAIL;
        };
        return new Finding(level, found.subject(), found.what(), found.todo());
    }
}
