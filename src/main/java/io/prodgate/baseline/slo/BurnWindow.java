package io.prodgate.baseline.slo;

import java.math.BigDecimal;
import java.util.List;

/**
 * How fast a budget may burn over which windows before somebody is told.
 *
 * @param severity {@code page} or {@code ticket}
 * @param factor how many times faster than what would just be enough for 30 days
 * @param range over which it has to burn so fast
 * @param hours the same in hours
 * @param recent over which it still has to burn so fast, so that an alert ends soon after its reason
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">The Site Reliability Workbook, table 5-8</a>
 */
record BurnWindow(String severity, BigDecimal factor, String range, int hours, String recent) {
    static final List<BurnWindow> ALL = List.of(
            new BurnWindow("page", new BigDecimal("14.4"), "1h", 1, "5m"),
            new BurnWindow("page", new BigDecimal("6"), "6h", 6, "30m"),
            new BurnWindow("ticket", BigDecimal.ONE, "3d", 72, "6h"));
}
