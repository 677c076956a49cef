package io.prodgate.demo;

import java.util.Set;

/**
 * How the platform is watched.
 *
 * @param sampling which traces are kept
 * @param down the parts of the platform that cannot be scraped
 * @param scrapingStops true: nothing is scraped any more once a ticket was enhanced
 * @param marksTests whether requests of tests are counted apart from those of users
 * @param dashboardsOfOldNames whether dashboards ask for a metric by the name that it had before
 * @param ringing whether alarms reach anybody
 */
record Watch(
        Sampling sampling,
        Set<String> down,
        boolean scrapingStops,
        boolean marksTests,
        boolean dashboardsOfOldNames,
        Ringing ringing) {
    Watch {
        down = Set.copyOf(down);
    }

    /** Everything is seen. */
    static Watch sound() {
        return new Watch(Sampling.ALL, Set.of(), false, true, false, Ringing.HEARD);
    }

    /** Of traces there are only these. */
    Watch tracing(Sampling other) {
        return new Watch(other, down, scrapingStops, marksTests, dashboardsOfOldNames, ringing);
    }

    /** A part of the platform cannot be scraped. */
    Watch withoutTarget(String job) {
        return new Watch(sampling, Set.of(job), scrapingStops, marksTests, dashboardsOfOldNames, ringing);
    }

    /** Scraping breaks off. */
    Watch breakingOff() {
        return new Watch(sampling, down, true, marksTests, dashboardsOfOldNames, ringing);
    }

    /** Tests are counted as users are. */
    Watch takingTestsForUsers() {
        return new Watch(sampling, down, scrapingStops, false, dashboardsOfOldNames, ringing);
    }

    /** A dashboard asks for a metric that has another name now. */
    Watch throughOldDashboards() {
        return new Watch(sampling, down, scrapingStops, marksTests, true, ringing);
    }

    /** Alarms reach others, or nobody. */
    Watch ringing(Ringing other) {
        return new Watch(sampling, down, scrapingStops, marksTests, dashboardsOfOldNames, other);
    }
}
