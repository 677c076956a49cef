package io.prodgate.device.apk;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** An entry's bytes, unpacked: exactly as many as the archive's directory says, and with the checksum it says. */
final class EntryInput extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final ZipEntryHead entry;
    private final Inflater inflater = new Inflater(true);
    private final InputStream in;
    private final CRC32 checksum = new CRC32();
    private long left;

    EntryInput(ZipEntryHead entry, InputStream packed) {
        this.entry = entry;
        this.left = entry.unpacked();
        this.in = entry.deflated() ? new InflaterInputStream(packed, inflater, BUFFER) : packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            if (in.read() >= 0) {
                throw damaged("it has more bytes than the archive's directory says");
            }
            if (checksum.getValue() != entry.crc32()) {
                throw damaged("its bytes do not match their checksum");
            }
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw damaged("it has fewer bytes than the archive's directory says");
        }
        checksum.update(buffer, offset, count);
        left -= count;
        return count;
    }

    private IOException damaged(String what) {
        return new IOException(ZipDirectory.shown(entry.name()) + ": " + what);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
