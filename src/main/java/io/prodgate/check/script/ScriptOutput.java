package io.prodgate.check.script;

import io.prodgate.check.results.OutputReader;
import io.prodgate.check.results.PlainText;
import io.prodgate.evidence.Redactor;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What a script prints, as it comes: each line goes to the reader of results, and the text to the kept output once no secret can
 * hide across the border of two pieces. Safe for use by several threads.
 */
final class ScriptOutput extends OutputStream {
    private static final int PIECE = 1 << 16;
    private static final int LONGEST_LINE = 1 << 16;

    private final Redactor redactor;
    private final OutputReader reader;
    private final KeptOutput kept;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder pending = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private byte[] undecoded = new byte[0];
    private long bytes;
    private boolean closed;

    /**
     * Output of one run.
     *
     * @param reader takes each line
     * @param kept takes the text, redacted
     */
    ScriptOutput(Redactor redactor, OutputReader reader, KeptOutput kept) {
        this.redactor = redactor;
        this.reader = reader;
        this.kept = kept;
    }

    @Override
    public synchronized void write(int unit) {
        write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] printed, int offset, int length) {
        if (closed) {
            return;
        }
        bytes += length;
        ByteBuffer in = ByteBuffer.allocate(undecoded.length + length)
                .put(undecoded)
                .put(printed, offset, length)
                .flip();
        decode(in, false);
        undecoded = new byte[in.remaining()];
        in.get(undecoded);
        int ready = pending.length() - redactor.longest();
        if (ready >= PIECE) {
            pass(ready);
        }
    }

    private void decode(ByteBuffer in, boolean end) {
        CharBuffer out = CharBuffer.allocate(in.remaining() + 8);
        decoder.decode(in, out, end);
        if (end) {
            decoder.flush(out);
        }
        String text = out.flip().toString();
        pending.append(text);
        text.chars().forEach(this::split);
    }

    /** Progress bars end their lines by going back to the beginning. */
    private void split(int character) {
        if (character == '\n' || character == '\r') {
            endLine();
        } else if (line.length() < LONGEST_LINE) {
            line.append((char) character);
        }
    }

    private void endLine() {
        if (!line.isEmpty()) {
            reader.line(PlainText.of(line.toString()));
            line.setLength(0);
        }
    }

    private void pass(int characters) {
        Redactor.Beginning beginning = redactor.beginning(pending.toString(), characters);
        kept.add(beginning.text());
        pending.delete(0, beginning.characters());
    }

    /** Ends it: nothing that comes later counts. */
    @Override
    public synchronized void close() {
        if (!closed) {
            decode(ByteBuffer.wrap(undecoded), true);
            endLine();
            pass(pending.length());
            kept.close();
            closed = true;
        }
    }

    /** How many bytes were printed. */
    synchronized long bytes() {
        return bytes;
    }
}
