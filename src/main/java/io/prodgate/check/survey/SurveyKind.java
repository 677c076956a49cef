package io.prodgate.check.survey;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import jakarta.inject.Singleton;
import java.util.List;

/** The kind {@code survey}: what people say who work with what production makes. */
@Singleton
public final class SurveyKind implements CheckKind {
    @Override
    public String name() {
        return "survey";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        Survey survey = new SurveyBinder(own).read(entry, plan);
        own.done();
        return List.of(new BoundCheck(entry, new SurveyCheck(survey)));
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-survey");
    }
}
