package io.prodgate.diagnosis;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a rule asks of one symptom. Holds if any value of the symptom fits any of the alternatives.
 *
 * @param symptom its name
 * @param alternatives one or more of: a literal; {@code ~ regex} (found anywhere, without regard to case);
 *     {@code 5xx}; {@code >= n}; {@code exists}; {@code absent}
 */
public record Condition(String symptom, List<String> alternatives) {
    public Condition {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * Checks that the condition can be understood.
     *
     * @throws IllegalArgumentException in words for the rule's author
     */
    public void validate() {
        if (!Symptoms.NAMES.contains(symptom) && !symptom.startsWith("header.")) {
            throw new IllegalArgumentException(
                    "there is no symptom '" + symptom + "'; known are " + String.join(", ", Symptoms.NAMES));
        }
        for (String alternative : alternatives) {
            try {
                fits("", alternative);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + alternative + "' is not a regular expression: " + e.getDescription(), e);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + alternative + "' needs a whole number after >=", e);
            }
        }
    }

    /** Whether it holds. */
    public boolean holds(Symptoms symptoms) {
        List<String> values = symptoms.get(symptom);
        return alternatives.stream().anyMatch(alternative -> switch (alternative) {
            case "exists" -> !values.isEmpty();
            case "absent" -> values.isEmpty();
            default -> values.stream().anyMatch(value -> fits(value, alternative));
        });
    }

    /** The values of the symptom that fit; none if it is asked to be absent. */
    List<String> fitting(Symptoms symptoms) {
        return symptoms.get(symptom).stream()
                .filter(value -> alternatives.stream()
                        .anyMatch(alternative -> alternative.equals("exists") || fits(value, alternative)))
                .toList();
    }

    private static boolean fits(String value, String alternative) {
        if (alternative.startsWith("~")) {
            return Pattern.compile(alternative.substring(1).strip(), Pattern.CASE_INSENSITIVE)
                    .matcher(value)
                    .find();
        }
        if (alternative.startsWith(">=")) {
            int least = Integer.parseInt(alternative.substring(2).strip());
            return value.matches("-?\\d{1,9}") && Integer.parseInt(value) >= least;
        }
        if (alternative.matches("[1-5]xx")) {
            return value.length() == 3 && value.charAt(0) == alternative.charAt(0);
        }
        return value.equals(alternative);
    }
}
