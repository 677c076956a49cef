package io.prodgate.demo.tickets;

import android.os.Bundle;
import android.view.View;

/** A ticket; looks again every second, until there is a note on it. */
public final class TicketActivity extends Screen {
    private static final int LOOK_AGAIN_MILLIS = 1000;
    /** A ticket that has no note by then is looked at again when the user asks for it. */
    private static final int LOOKS = 60;

    private int looks;
    private boolean enhanced;

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        show(R.layout.ticket);
        text(R.id.ticket_number).setText(session().ticket());
        findViewById(R.id.refresh).setOnClickListener(view -> lookFromNowOn());
    }

    @Override
    protected void onStart() {
        super.onStart();
        lookFromNowOn();
    }

    @Override
    protected void onStop() {
        main().removeCallbacksAndMessages(null);
        super.onStop();
    }

    private void lookFromNowOn() {
        main().removeCallbacksAndMessages(null);
        looks = 0;
        look();
    }

    private void look() {
        looks++;
        String ticket = session().ticket();
        ask(production -> production.get("/api/v1/users/me/tickets/" + ticket), this::show);
    }

    private void show(Answer answer) {
        text(R.id.ticket_title).setText(answer.text("title"));
        String note = answer.text("note");
        boolean fresh = !enhanced && !note.isEmpty();
        enhanced = !note.isEmpty();
        text(R.id.ticket_state).setText(enhanced ? R.string.state_enhanced : R.string.state_open);
        text(R.id.note).setText(note);
        text(R.id.note).setVisibility(enhanced ? View.VISIBLE : View.GONE);
        if (fresh) {
            log("note=" + session().ticket());
        }
        if (!enhanced && looks < LOOKS) {
            main().postDelayed(this::look, LOOK_AGAIN_MILLIS);
        }
    }
}
