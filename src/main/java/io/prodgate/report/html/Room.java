package io.prodgate.report.html;

/** How much more may stand on a page, in bytes of HTML, so that it can still be opened; what comes first gets its room first. */
final class Room {
    private long left;

    /**
     * Room for so much.
     *
     * @param bytes none if negative
     */
    Room(long bytes) {
        this.left = Math.max(0, bytes);
    }

    /** Takes room for so many bytes; false, and nothing is taken, if there is less. */
    boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** What a text needs on the page: in UTF-8, and what is markup escaped. */
    static long of(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            bytes += switch (unit) {
                case '<', '>' -> 4;
                case '&', '\'' -> 5;
                case '"' -> 6;
                default -> unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
            };
        }
        return bytes;
    }
}
