package io.prodgate.notify;

import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.Time;
import io.prodgate.system.SystemException;
import java.time.Duration;
import java.util.List;

/**
 * Tells recipients, and tries again what may be taken at another time. Waits for rate limits are taken at the door.
 *
 * @param line to one of them
 * @param time for the waits between tries
 */
public record Messenger(Line line, Time time) {
    /** Waits before the second and the third try. */
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

    /**
     * What became of a message.
     *
     * @param sent whether it was taken
     * @param detail what the recipient said, or why it was not taken; not yet redacted
     */
    public record Result(boolean sent, String detail) {}

    /** Tells one. */
    public Result tell(Recipient recipient, Message message) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                return new Result(true, recipient.tell(message, line));
            } catch (SystemException e) {
                if (tries == WAITS.size() || lasting(e)) {
                    return new Result(false, Texts.line(String.valueOf(e.getMessage()), 400));
                }
                time.sleep(WAITS.get(tries));
            }
        }
    }

    private static boolean lasting(SystemException trouble) {
        return trouble.trouble()
                .filter(one -> one.kind() == SystemTrouble.Kind.SILENT || one.kind() == SystemTrouble.Kind.UNABLE)
                .isEmpty();
    }
}
