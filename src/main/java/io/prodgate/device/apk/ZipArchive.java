package io.prodgate.device.apk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;

/** A ZIP archive that is read in place: nothing is written to disk, and no more of it is in memory than is asked for. */
final class ZipArchive implements Closeable {
    private static final int HEADER = 0x04034b50;
    private static final int HEADER_SIZE = 30;

    private final String name;
    private final FileChannel file;
    private final ZipDirectory.Contents contents;

    private ZipArchive(String name, FileChannel file, ZipDirectory.Contents contents) {
        this.name = name;
        this.file = file;
        this.contents = contents;
    }

    /** Opens an archive and reads its directory. */
    static ZipArchive open(Path path, long mostUnpacked) throws IOException, MalformedException {
        String name = String.valueOf(path.getFileName());
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new ZipArchive(name, file, new ZipDirectory(name, mostUnpacked).read(file));
        } catch (IOException | MalformedException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    FileChannel file() {
        return file;
    }

    Collection<ZipEntryHead> entries() {
        return contents.entries().values();
    }

    Optional<ZipEntryHead> find(String entry) {
        return Optional.ofNullable(contents.entries().get(entry));
    }

    /** All bytes of an entry that is not larger than {@code most}. */
    Bytes read(ZipEntryHead entry, int most) throws IOException, MalformedException {
        if (entry.unpacked() > most) {
            throw new MalformedException(
                    entry.name(),
                    "it has " + entry.unpacked() + " bytes, more than the " + most + " that any build writes");
        }
        try (InputStream in = open(entry)) {
            byte[] all = new byte[(int) entry.unpacked()];
            in.readNBytes(all, 0, all.length);
            // Behind the last byte the checksum is looked at.
            if (in.read() >= 0) {
                throw new MalformedException(entry.name(), "it has more bytes than the archive's directory says");
            }
            return new Bytes(entry.name(), all);
        }
    }

    /** An entry's bytes, unpacked; that they are complete and undamaged is checked at their end, by an {@link IOException}. */
    InputStream open(ZipEntryHead entry) throws IOException, MalformedException {
        Bytes header = new Bytes(entry.name(), ZipDirectory.read(file, entry.header(), HEADER_SIZE));
        if (header.s32(0) != HEADER) {
            throw header.malformed("it is not where the archive's directory says");
        }
        int nameLength = header.u16(26);
        Bytes nameHere = new Bytes(entry.name(), ZipDirectory.read(file, entry.header() + HEADER_SIZE, nameLength));
        if (!nameHere.text(0, nameHere.size(), StandardCharsets.UTF_8).equals(entry.name())) {
            throw header.malformed("it has another name in its own header than in the archive's directory");
        }
        long start = entry.header() + HEADER_SIZE + nameLength + header.u16(28);
        if (start + entry.packed() > contents.start()) {
            throw header.malformed("it reaches into the archive's directory");
        }
        return new EntryInput(entry, new ChannelInput(file, start, entry.packed()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
