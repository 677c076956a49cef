package io.prodgate.testing;

import io.prodgate.check.CheckKind;
import io.prodgate.check.alert.AlertKind;
import io.prodgate.check.app.AppKind;
import io.prodgate.check.fault.FaultKind;
import io.prodgate.check.grafana.GrafanaKind;
import io.prodgate.check.http.HttpKind;
import io.prodgate.check.imported.ImportKind;
import io.prodgate.check.isolation.IsolationKind;
import io.prodgate.check.journey.JourneyKind;
import io.prodgate.check.metric.MetricKind;
import io.prodgate.check.script.ScriptKind;
import io.prodgate.check.separation.SeparationKind;
import io.prodgate.check.survey.SurveyKind;
import io.prodgate.check.targets.TargetsKind;
import io.prodgate.check.tls.TlsKind;
import io.prodgate.check.trace.TraceKind;
import io.prodgate.system.PlainSystems;
import java.util.List;
import java.util.Map;

/** All kinds of checks, with clients of systems that need no framework. */
public final class AllKinds {
    private AllKinds() {}

    /** All kinds; what they start inherits this environment. */
    public static List<CheckKind> in(Map<String, String> environment) {
        return List.of(
                new HttpKind(),
                new TlsKind(),
                new JourneyKind(new PlainSystems()),
                new TraceKind(new PlainSystems()),
                new GrafanaKind(new PlainSystems()),
                new TargetsKind(new PlainSystems()),
                new SeparationKind(new PlainSystems()),
                new MetricKind(new PlainSystems()),
                new AlertKind(new PlainSystems()),
                new FaultKind(new PlainSystems(), environment),
                new IsolationKind(environment),
                new ScriptKind(environment),
                new ImportKind(),
                new SurveyKind(),
                new AppKind(environment));
    }
}
