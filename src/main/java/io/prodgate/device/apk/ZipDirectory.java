package io.prodgate.device.apk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The directory of a ZIP archive, read as strictly as Android reads it or more so: what Android does not install is refused, and
 * what claims to unpack to more than is sane. See <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE</a>.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int MOST_COMMENT = 65_535;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    /** 65,535 entries, the most that Android installs, with names of a thousand bytes. */
    private static final int MOST_DIRECTORY = 64 << 20;
    /** Deflate cannot do better than 1 : 1032. */
    private static final int BEST_RATIO = 1_032;

    private final String archive;
    private final long mostUnpacked;

    /**
     * A reader.
     *
     * @param archive the file's name, for errors
     * @param mostUnpacked how many bytes all entries together may have
     */
    ZipDirectory(String archive, long mostUnpacked) {
        this.archive = archive;
        this.mostUnpacked = mostUnpacked;
    }

    /** Where the directory begins, and its entries by name in their order. */
    record Contents(long start, Map<String, ZipEntryHead> entries) {}

    Contents read(FileChannel file) throws IOException, MalformedException {
        long size = file.size();
        long tailStart = Math.max(0, size - END_SIZE - MOST_COMMENT);
        Bytes tail = bytes(file, tailStart, size - tailStart);
        int end = end(tail);
        int count = tail.u16(end + 10);
        long length = tail.u32(end + 12);
        long start = tail.u32(end + 16);
        if (count == 0xffff || start == 0xffff_ffffL) {
            throw malformed("it has more entries or bytes than Android installs (ZIP64)");
        }
        if (tail.u16(end + 4) != 0 || tail.u16(end + 6) != 0 || tail.u16(end + 8) != count) {
            throw malformed("it is one part of an archive of several files");
        }
        if (start + length > tailStart + end || length > MOST_DIRECTORY) {
            throw malformed(
                    "its directory does not lie where it should (truncated, or something was added in front of it)");
        }
        return new Contents(start, entries(bytes(file, start, length), count, size));
    }

    /** Reads a piece of the file. */
    static byte[] read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) >= 0) {
            // Until all of it is there.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private Bytes bytes(FileChannel file, long at, long length) throws IOException {
        return new Bytes(archive, read(file, at, (int) length));
    }

    private int end(Bytes tail) throws MalformedException {
        for (int at = tail.size() - END_SIZE; at >= 0; at--) {
            if (tail.s32(at) == END && tail.u16(at + 20) == tail.size() - END_SIZE - at) {
                return at;
            }
        }
        throw malformed("it does not end as ZIP archives do: truncated, or no archive at all");
    }

    private Map<String, ZipEntryHead> entries(Bytes directory, int count, long archiveSize) throws MalformedException {
        Map<String, ZipEntryHead> entries = new LinkedHashMap<>();
        long at = 0;
        long packed = 0;
        long unpacked = 0;
        for (int i = 0; i < count; i++) {
            ZipEntryHead entry = entry(directory, at);
            packed += entry.packed();
            unpacked += entry.unpacked();
            if (entries.put(entry.name(), entry) != null) {
                throw malformed(
                        "it has two entries named '" + shown(entry.name()) + "', and who reads it may see either");
            }
            at += ENTRY_SIZE + directory.u16(at + 28) + directory.u16(at + 30) + directory.u16(at + 32);
        }
        if (packed > archiveSize) {
            throw malformed("its entries overlap: they claim " + packed + " bytes in a file of " + archiveSize);
        }
        if (unpacked > mostUnpacked) {
            throw malformed(
                    "it claims to unpack to " + unpacked + " bytes, more than the " + mostUnpacked + " that are read");
        }
        return entries;
    }

    private ZipEntryHead entry(Bytes directory, long at) throws MalformedException {
        if (directory.s32(at) != ENTRY) {
            throw malformed("its directory is broken at byte " + at + " of " + directory.size());
        }
        String name = directory.text(at + ENTRY_SIZE, directory.u16(at + 28), StandardCharsets.UTF_8);
        int method = directory.u16(at + 10);
        ZipEntryHead entry = new ZipEntryHead(
                name,
                method == DEFLATED,
                directory.u32(at + 16),
                directory.u32(at + 20),
                directory.u32(at + 24),
                directory.u32(at + 42));
        checkName(name);
        if ((directory.u16(at + 8) & ENCRYPTED) != 0) {
            throw malformed("its entry '" + shown(name) + "' is marked as encrypted, which no APK has");
        }
        if (method != STORED && method != DEFLATED) {
            throw malformed(
                    "its entry '" + shown(name) + "' is packed by method " + method + ", which Android does not know");
        }
        boolean possible =
                entry.deflated() ? entry.unpacked() <= BEST_RATIO * entry.packed() : entry.unpacked() == entry.packed();
        if (!possible) {
            throw malformed("its entry '" + shown(name) + "' claims to unpack from " + entry.packed() + " to "
                    + entry.unpacked() + " bytes, which cannot be");
        }
        return entry;
    }

    /** Nothing is ever unpacked to a file here; but no build tool writes such names, so somebody tampered with it. */
    private void checkName(String name) throws MalformedException {
        boolean outside = name.startsWith("/")
                || name.indexOf('\\') >= 0
                || Arrays.asList(name.split("/", -1)).contains("..");
        if (outside || name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw malformed("it has an entry named '" + shown(name) + "', which would lead out of its folder");
        }
    }

    /** A name of somebody else's making, fit for one line. */
    static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 120 ? plain : plain.substring(0, 120) + "…";
    }

    private MalformedException malformed(String what) {
        return new MalformedException(archive, what);
    }
}
