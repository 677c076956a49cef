package io.prodgate.demo.tickets;

import android.content.Context;
import android.content.SharedPreferences;

/** Who the user of this installation is, and the last ticket; kept until the app's data is cleared. */
final class Session {
    private static final String USER = "user";
    private static final String TOKEN = "token";
    private static final String TICKET = "ticket";
    private static final String SYNTHETIC = "synthetic";
    private static final int SYNTHETIC_CAP = 100;

    private final SharedPreferences kept;

    Session(Context context) {
        kept = context.getSharedPreferences("session", Context.MODE_PRIVATE);
    }

    /** The user's id, or an empty text. */
    String user() {
        return kept.getString(USER, "");
    }

    /** What the user is known to production by, or an empty text. */
    String token() {
        return kept.getString(TOKEN, "");
    }

    /** The number of the last ticket, or an empty text. */
    String ticket() {
        return kept.getString(TICKET, "");
    }

    /** Whose test this is, sent to production as {@code X-Synthetic}, or an empty text. */
    String synthetic() {
        return kept.getString(SYNTHETIC, "");
    }

    /** A user has signed up. */
    void signedUp(String user, String token) {
        kept.edit().putString(USER, user).putString(TOKEN, token).remove(TICKET).apply();
    }

    /** The user has sent a ticket. */
    void sent(String ticket) {
        kept.edit().putString(TICKET, ticket).apply();
    }

    /** Production does not know the user any more. */
    void end() {
        kept.edit().remove(USER).remove(TOKEN).remove(TICKET).apply();
    }

    /** The app was started by a test, or, with null, by a person. What cannot be in a header is left out. */
    void startedBy(String test) {
        String header = test == null ? "" : test.replaceAll("[^ -~]", "").trim();
        kept.edit()
                .putString(SYNTHETIC, header.substring(0, Math.min(header.length(), SYNTHETIC_CAP)))
                .apply();
    }
}
