package io.prodgate.lab.app;

import io.prodgate.lab.android.Android;
import io.prodgate.lab.android.App;

/** Finds the script of an app. */
public final class Apps {
    /** The package of the demo's app. */
    public static final String TICKETS = "io.prodgate.demo.tickets";

    private Apps() {}

    /** The script of the app of that name. */
    public static App find(Android android, String name) {
        return name.equals(TICKETS) ? new TicketsApp(android) : new BlankApp(name);
    }
}
