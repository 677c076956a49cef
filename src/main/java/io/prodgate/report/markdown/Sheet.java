package io.prodgate.report.markdown;

import io.prodgate.report.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A page with room for so many bytes of UTF-8, filled from the top; it knows what found no room. */
final class Sheet {
    private final Appendable out;
    private final List<String> leftOut = new ArrayList<>();
    private long left;

    /**
     * An empty page.
     *
     * @param room in bytes; what {@link #always} takes is counted, but never refused
     */
    Sheet(Appendable out, long room) {
        this.out = out;
        this.left = room;
    }

    /** Writes text that has to be there. */
    void always(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        left -= size(text);
    }

    /**
     * Writes as many items as there is room for, the first ones first; without room for one, not even the head.
     *
     * @param head before the first
     * @param foot after the last
     * @param share how much of the room that is left they may take, up to 1
     * @param noun what to call one of those that found no room
     */
    <T> void items(String head, List<T> items, Function<T, String> form, String foot, double share, String noun) {
        if (items.isEmpty()) {
            return;
        }
        long room = (long) (left * share) - size(head) - size(foot);
        int written = 0;
        for (T item : items) {
            String text = form.apply(item);
            room -= size(text);
            if (room < 0) {
                break;
            }
            if (written == 0) {
                always(head);
            }
            always(text);
            written++;
        }
        if (written > 0) {
            always(foot);
        }
        if (written < items.size()) {
            leftOut.add(Figures.count(items.size() - written, noun));
        }
    }

    /** What found no room, one phrase each: {@code 12 passed checks}. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private static long size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
