package io.prodgate.check.survey.answers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From answers as they were read to those that count. */
public final class Counting {
    private final Technicians technicians;
    private final List<Answer> labelled = new ArrayList<>();
    private final Map<String, Person> people = new LinkedHashMap<>();

    private Counting(Technicians technicians) {
        this.technicians = technicians;
    }

    /**
     * Counts answers; where names are replaced, those in texts are, too.
     *
     * @param answers in the order of which the last counts; those under a label keep it
     * @throws AnswersException if nobody can tell who answered
     */
    public static Tally count(List<Answer> answers, Technicians technicians) throws AnswersException {
        return of(answers, technicians).tally();
    }

    /** The same, still with those whose names are kept. */
    static Counting of(List<Answer> answers, Technicians technicians) throws AnswersException {
        Counting counting = new Counting(technicians);
        answers.stream().map(Answer::who).filter(counting::keepsLabel).forEach(who -> technicians.reserve(who.id()));
        for (Answer answer : answers) {
            counting.label(answer);
        }
        return counting;
    }

    private boolean keepsLabel(Person who) {
        return technicians.names() == Names.PSEUDONYMISED && who.isLabel();
    }

    private void label(Answer answer) throws AnswersException {
        String label = keepsLabel(answer.who()) ? answer.who().id() : technicians.label(answer);
        people.merge(label, answer.who(), Person::and);
        labelled.add(answer.by(Person.called(label), answer.comment()));
    }

    /** Who stands under which label; nobody where names are replaced. */
    Map<String, Person> people() {
        return technicians.names() == Names.KEPT ? Map.copyOf(people) : Map.of();
    }

    /** Texts are looked through when all names are known. */
    Tally tally() {
        FreeText texts = new FreeText(technicians);
        Tally tally = new Tally();
        for (Answer answer : labelled) {
            String comment = technicians.names() == Names.PSEUDONYMISED
                    ? texts.withoutNames(answer.comment())
                    : answer.comment();
            tally.add(answer.by(answer.who(), comment));
        }
        return tally;
    }
}
