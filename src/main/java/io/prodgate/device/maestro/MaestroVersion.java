package io.prodgate.device.maestro;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Maestro's command line: {@code 2.10.0}. */
public record MaestroVersion(int major, int minor, int patch) implements Comparable<MaestroVersion> {
    /** The oldest whose reports and folders are read. */
    public static final MaestroVersion OLDEST = new MaestroVersion(1, 40, 0);

    private static final Pattern LINE = Pattern.compile(
            "(?m)^\\s*(?:cli[- ]|maestro[- ](?:version:?"
                    + " )?|v)?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,6}))?(?:[-+][\\w.-]+)?\\s*$",
            Pattern.CASE_INSENSITIVE);

    /** Finds the version in what {@code maestro --version} prints; other lines, such as news of updates, may stand around it. */
    public static Optional<MaestroVersion> find(String printed) {
        Matcher line = LINE.matcher(printed);
        Optional<MaestroVersion> last = Optional.empty();
        while (line.find()) {
            int patch = line.group(3) == null ? 0 : Integer.parseInt(line.group(3));
            last = Optional.of(
                    new MaestroVersion(Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)), patch));
        }
        return last;
    }

    /** True if prodgate reads what it writes. */
    public boolean supported() {
        return compareTo(OLDEST) >= 0;
    }

    @Override
    public int compareTo(MaestroVersion other) {
        return Comparator.comparingInt(MaestroVersion::major)
                .thenComparingInt(MaestroVersion::minor)
                .thenComparingInt(MaestroVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
