package io.prodgate.traffic;

/** Puts what came of an exchange into the log, once, whatever happened further in. */
final class Recording implements Channel {
    private final HostGuard next;

    Recording(HostGuard next) {
        this.next = next;
    }

    @Override
    public Reply send(Call call) throws InterruptedException {
        Reply reply = next.send(call);
        switch (reply) {
            case Reply.Answer answer -> call.log().add(answer.exchange());
            case Reply.NoAnswer none -> call.log().add(none.trouble());
            case Reply.GivenUp givenUp -> call.log().add(givenUp.pause());
        }
        return reply;
    }
}
