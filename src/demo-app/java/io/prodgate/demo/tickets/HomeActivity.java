package io.prodgate.demo.tickets;

import android.os.Bundle;
import android.view.View;

/** Where a user is at home: who one is, a new ticket, the last ticket. */
public final class HomeActivity extends Screen {
    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        show(R.layout.home);
        text(R.id.user_id).setText(session().user());
        findViewById(R.id.new_ticket).setOnClickListener(view -> go(NewTicketActivity.class, false));
        findViewById(R.id.open_ticket).setOnClickListener(view -> go(TicketActivity.class, false));
        ask(
                production -> production.get("/api/v1/users/me"),
                me -> text(R.id.user_id).setText(me.text("id")));
    }

    @Override
    protected void onResume() {
        super.onResume();
        String ticket = session().ticket();
        text(R.id.open_ticket).setText(getString(R.string.open_ticket, ticket));
        text(R.id.open_ticket).setVisibility(ticket.isEmpty() ? View.GONE : View.VISIBLE);
    }

    @Override
    void refused(Answer answer) {
        if (answer.status() == 401) {
            session().end();
            go(WelcomeActivity.class, true);
        } else {
            super.refused(answer);
        }
    }
}
