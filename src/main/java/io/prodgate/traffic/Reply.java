package io.prodgate.traffic;

import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import java.nio.charset.Charset;

/** What came of a request. The matching evidence is in the log already. */
public sealed interface Reply {
    /**
     * An answer, whatever its status.
     *
     * @param exchange what was said, not yet redacted: for judging, not for keeping
     * @param body up to the cap of 10 MiB
     * @param charset of the body as its content type says, else UTF-8
     */
    record Answer(HttpExchange exchange, byte[] body, Charset charset) implements Reply {
        /** The body as text. */
        public String text() {
            return new String(body, charset);
        }
    }

    /** No usable answer. */
    record NoAnswer(Trouble trouble) implements Reply {}

    /** Not sent, or not sent again: the wait that production asks for is longer than what is left. */
    record GivenUp(PaceWait pause) implements Reply {}
}
