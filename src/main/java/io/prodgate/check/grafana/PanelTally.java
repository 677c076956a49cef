package io.prodgate.check.grafana;

import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.system.grafana.Panel;
import io.prodgate.system.grafana.PanelData;
import java.util.ArrayList;
import java.util.List;

/** What the panels of one dashboard returned. */
final class PanelTally {
    /** What is expected of a dashboard. */
    static final String EXPECTED = "exists, and each panel returns data";

    private static final int MOST_NAMED = 5;

    private final GrafanaPlan plan;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private int good;
    private int empty;

    PanelTally(GrafanaPlan plan) {
        this.plan = plan;
    }

    void asked(Panel panel, PanelData data) {
        if (!data.error().isEmpty()) {
            wrong.add(panel.title() + ": " + data.error());
        } else if (data.values() > 0) {
            good++;
        } else if (plan.mayBeEmpty(panel.title())) {
            empty++;
        } else {
            wrong.add(panel.title() + ": no data");
        }
    }

    void notAsked(Panel panel) {
        if (plan.mayBeEmpty(panel.title())) {
            empty++;
        } else {
            unknown.add(panel.title() + ": " + panel.trouble());
        }
    }

    /** The dashboard judged by them; one that has nothing to show is no proof. */
    Judgement judgement(String subject, String link) {
        int all = good + empty + wrong.size() + unknown.size();
        boolean met = wrong.isEmpty() && unknown.isEmpty() && good > 0;
        String remark = link;
        if (wrong.isEmpty() && !unknown.isEmpty()) {
            remark = Judgement.UNDECIDED + "panels that cannot be asked from outside, " + link;
        } else if (all > 0 && wrong.isEmpty() && !met) {
            remark = Judgement.UNDECIDED + "no panel of it returns data, " + link;
        }
        String actual = good + " of " + all + " panels return data"
                + (empty == 0 ? "" : ", " + empty + " may be empty")
                + named("; ", wrong)
                + named("; not asked: ", unknown);
        return new Judgement(subject, EXPECTED, Actual.excerpt(actual), met, all, remark);
    }

    private static String named(String before, List<String> panels) {
        if (panels.isEmpty()) {
            return "";
        }
        String more = panels.size() > MOST_NAMED ? "; and " + (panels.size() - MOST_NAMED) + " more" : "";
        return before + String.join("; ", panels.subList(0, Math.min(MOST_NAMED, panels.size()))) + more;
    }
}
