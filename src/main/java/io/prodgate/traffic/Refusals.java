package io.prodgate.traffic;

/** Tells the sender when a request is to be sent again because it was not carried out. */
final class Refusals implements Channel {
    private final Channel next;

    Refusals(Channel next) {
        this.next = next;
    }

    @Override
    public Reply send(Call call) throws InterruptedException, Repeat {
        try {
            return next.send(call);
        } catch (Repeat notDone) {
            call.sending().refused();
            throw notDone;
        }
    }
}
