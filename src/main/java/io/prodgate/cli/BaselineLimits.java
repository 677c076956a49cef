package io.prodgate.cli;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.Limits;
import io.prodgate.plan.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command line grants numbers, and which of them are compared. */
final class BaselineLimits {
    private BaselineLimits() {}

    /**
     * The limits as they are written.
     *
     * @param written {@code 30}, {@code 30%}, or with a number's or a check's name before it: {@code tickets/time=50}
     */
    static Limits read(List<String> written, int samples, long observations, Baseline baseline)
            throws CommandException {
        if (samples < 1 || observations < 1) {
            throw CommandException.usage("at least 1 sample and 1 observation are needed to compare anything");
        }
        Map<String, Double> own = new HashMap<>();
        OptionalDouble all = OptionalDouble.empty();
        for (String limit : written) {
            int sign = limit.lastIndexOf('=');
            double amount = amount(limit, limit.substring(sign + 1));
            if (sign < 0) {
                all = OptionalDouble.of(amount);
            } else {
                own.put(known(limit.substring(0, sign), baseline), amount);
            }
        }
        return new Limits(
                all.orElse(Limits.USUAL.percent()),
                all.orElse(Limits.USUAL.points()),
                own,
                Limits.USUAL.significance(),
                samples,
                observations,
                1);
    }

    private static double amount(String limit, String written) throws CommandException {
        try {
            double amount = Double.parseDouble(written.replaceFirst("^\\+", "").replaceFirst("%$", ""));
            if (amount >= 0 && Double.isFinite(amount)) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw CommandException.usage("'" + limit + "' is no limit. Write for example --limit 30 or --limit tickets=50");
    }

    private static String known(String name, Baseline baseline) throws CommandException {
        Set<String> names = baseline.numbers().stream()
                .flatMap(number -> Stream.of(number.name(), number.check()))
                .collect(Collectors.toSet());
        if (!names.contains(name)) {
            throw CommandException.usage(
                    "the baseline has no number and no check '" + name + "' (" + Nearest.hint(name, names) + ")");
        }
        return name;
    }

    /** The numbers of these checks, or all. */
    static List<KeptNumber> chosen(Baseline baseline, List<String> only) throws CommandException {
        for (String name : only) {
            known(name, baseline);
        }
        return baseline.numbers().stream()
                .filter(number -> only.isEmpty() || only.contains(number.check()) || only.contains(number.name()))
                .toList();
    }
}
