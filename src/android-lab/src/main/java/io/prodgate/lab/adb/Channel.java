package io.prodgate.lab.adb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * One stream within a transport. Each side sends one message and waits for the other's READY before the next, so a slow
 * reader slows its writer, and only it.
 */
public final class Channel implements AutoCloseable {
    private static final byte[] END = new byte[0];

    private final Transport transport;
    private final int local;
    private final int remote;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final Semaphore mayWrite = new Semaphore(1);
    private volatile boolean closed;

    Channel(Transport transport, int local, int remote) {
        this.transport = transport;
        this.local = local;
        this.remote = remote;
    }

    /** What adb sends. Ends when adb closes the stream or the transport is gone. */
    public InputStream in() {
        return new Input();
    }

    /** What adb gets. Fails once adb has closed the stream or the transport is gone. */
    public OutputStream out() {
        return new Output();
    }

    /** True once either side has closed the stream. */
    public boolean isClosed() {
        return closed;
    }

    int remote() {
        return remote;
    }

    void received(byte[] data) {
        received.add(data);
    }

    void mayWriteAgain() {
        mayWrite.release();
    }

    /** The other side has closed, or is gone: whoever waits here wakes up. */
    void ended() {
        closed = true;
        received.add(END);
        mayWrite.release(1 << 20);
    }

    @Override
    public void close() {
        if (!closed) {
            ended();
            transport.closed(local, remote);
        }
    }

    private final class Input extends InputStream {
        private byte[] current = END;
        private int position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (position == current.length) {
                if (closed && received.isEmpty()) {
                    return -1;
                }
                try {
                    current = received.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while reading from adb", e);
                }
                position = 0;
                if (current.length == 0) {
                    return -1;
                }
                transport.send(Message.of(Message.READY, local, remote));
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, bytes, offset, count);
            position += count;
            return count;
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, transport.largest());
                byte[] part = new byte[count];
                System.arraycopy(bytes, offset + done, part, 0, count);
                try {
                    mayWrite.acquire();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while writing to adb", e);
                }
                if (closed) {
                    throw new IOException("adb has closed the stream");
                }
                transport.send(new Message(Message.WRITE, local, remote, part));
                done += count;
            }
        }

        /** Tells whoever asks that nobody reads any more. */
        @Override
        public void flush() throws IOException {
            if (closed) {
                throw new IOException("adb has closed the stream");
            }
        }
    }
}
