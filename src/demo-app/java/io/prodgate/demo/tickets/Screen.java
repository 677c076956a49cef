package io.prodgate.demo.tickets;

import android.app.Activity;
import android.content.Intent;
import android.os.Handler;
import android.os.Looper;
import android.util.Log;
import android.view.View;
import android.widget.TextView;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/** What all screens do alike: they ask production off the main thread, and say in words what went wrong. */
abstract class Screen extends Activity {
    /** Tag of the app's own lines in the device's log: {@code user=…}, {@code ticket=…}, {@code note=…}. */
    private static final String TAG = "Tickets";

    private final Handler main = new Handler(Looper.getMainLooper());
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private Session session;
    private Production production;

    /** Something to ask production for. */
    interface Question {
        /** Runs off the main thread. */
        Answer ask(Production production) throws IOException;
    }

    /** What to do with an answer. */
    interface Taker {
        /** Runs on the main thread, while the screen is there. */
        void take(Answer answer);
    }

    /** Shows a layout. */
    final void show(int layout) {
        setContentView(layout);
        session = new Session(this);
        production = new Production(getString(R.string.production), session);
    }

    final Session session() {
        return session;
    }

    final Handler main() {
        return main;
    }

    /** Asks production; a good answer goes to the taker, anything else is shown as an error. */
    final void ask(Question question, Taker taker) {
        background.execute(() -> {
            try {
                Answer answer = question.ask(production);
                onScreen(() -> {
                    if (answer.good()) {
                        hideError();
                        taker.take(answer);
                    } else {
                        refused(answer);
                    }
                });
            } catch (SSLException e) {
                onScreen(() -> error(getString(R.string.no_secure_connection)));
            } catch (IOException e) {
                onScreen(() -> error(getString(R.string.no_connection)));
            }
        });
    }

    /** Production did not do what it was asked for. */
    void refused(Answer answer) {
        error(words(answer));
    }

    /** Shows what went wrong. */
    final void error(String words) {
        log("error=" + words);
        TextView view = text(R.id.error);
        view.setText(words);
        view.setVisibility(View.VISIBLE);
        enable(true);
    }

    /** While production is asked, nothing on the screen can be tapped a second time. */
    void enable(boolean enabled) {}

    /** Writes a line into the device's log. */
    final void log(String line) {
        Log.i(TAG, line);
    }

    /** Goes to another screen; there is no way back to this one if it has done its part. */
    final void go(Class<? extends Screen> next, boolean done) {
        startActivity(new Intent(this, next));
        if (done) {
            finish();
        }
    }

    final TextView text(int id) {
        return (TextView) findViewById(id);
    }

    @Override
    protected void onDestroy() {
        background.shutdownNow();
        main.removeCallbacksAndMessages(null);
        super.onDestroy();
    }

    private void hideError() {
        findViewById(R.id.error).setVisibility(View.GONE);
    }

    private void onScreen(Runnable action) {
        main.post(() -> {
            if (!isFinishing() && !isDestroyed()) {
                action.run();
            }
        });
    }

    private String words(Answer answer) {
        if (answer.status() == 429) {
            return answer.retryAfter().matches("\\d+")
                    ? getString(R.string.too_many_requests_until, answer.retryAfter())
                    : getString(R.string.too_many_requests);
        }
        String detail = answer.text("detail");
        return detail.isEmpty() ? getString(R.string.server_status, answer.status()) : detail;
    }
}
