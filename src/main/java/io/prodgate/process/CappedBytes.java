package io.prodgate.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what is written to it. Safe for use by several threads. */
public final class CappedBytes extends OutputStream {
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    /**
     * Nothing yet.
     *
     * @param most how many bytes are kept
     */
    public CappedBytes(int most) {
        this.most = most;
    }

    @Override
    public synchronized void write(int unit) {
        write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, most - kept.size());
        kept.write(bytes, offset, room);
        truncated |= room < length;
    }

    /** What was kept, at most the bytes there was room for. */
    public synchronized byte[] bytes() {
        return kept.toByteArray();
    }

    /** Whether anything was left out. */
    public synchronized boolean truncated() {
        return truncated;
    }

    /** What was kept, as UTF-8. */
    public synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
