package io.prodgate.traffic;

/**
 * Told what becomes of a request on its way out, so that whoever must not send it twice can note it in time. Waits for the pace and
 * for rate limits lie before {@link #begins} and after {@link #refused}.
 */
public interface Sending {
    /** Nobody has to know. */
    Sending UNHEEDED = new Sending() {
        @Override
        public void begins() {}

        @Override
        public void refused() {}
    };

    /** The next thing that happens is that the request goes out; until more is known it may have been carried out. */
    void begins();

    /** It was not carried out, and will be sent again: refused for a limit, or kept back. */
    void refused();
}
