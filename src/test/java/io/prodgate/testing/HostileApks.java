package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Makes archives that an APK's reader must survive, out of the demo's app. */
public final class HostileApks {
    private static final int CENTRAL_ENTRY = 0x02014b50;

    /** Names that lead out of a folder, on one system or another. */
    public static final List<String> ESCAPES = List.of(
            "../../../../../../tmp/prodgate-escaped",
            "/tmp/prodgate-escaped",
            "lib/../../../../../../tmp/prodgate-escaped/libdemo.so",
            "..\\..\\prodgate-escaped",
            "C:\\prodgate-escaped",
            "lib/x86/\u0000/../../prodgate-escaped");

    private HostileApks() {}

    /** Ends after a share of the bytes: half of it has no central directory, 99 % has one that is cut. */
    public static Path cut(Path apk, Path folder, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(apk);
        byte[] kept = Arrays.copyOf(bytes, (int) (bytes.length * share));
        return Files.write(folder.resolve("cut.apk"), kept);
    }

    /** Has some bits turned over, at places that depend on the seed only. */
    public static Path flipped(Path apk, Path folder, long seed, int bits) throws IOException {
        byte[] bytes = Files.readAllBytes(apk);
        Random random = new Random(seed);
        for (int i = 0; i < bits; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Files.write(folder.resolve("flipped.apk"), bytes);
    }

    /** Instead of one entry has one of this many zero bytes, which are a thousandth of that in the file. */
    public static Path bomb(Path apk, Path folder, String entry, long size) throws IOException {
        Path file = folder.resolve("bomb.apk");
        try (ZipOutputStream out = copyWithout(apk, file, entry)) {
            out.putNextEntry(new ZipEntry(entry));
            byte[] zeros = new byte[1 << 16];
            for (long left = size; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(zeros.length, left));
            }
            out.closeEntry();
        }
        return file;
    }

    /** A bomb whose directory says that the entry is small. */
    public static Path lyingBomb(Path apk, Path folder, String entry, long size) throws IOException {
        Path file = bomb(apk, folder, entry, size);
        byte[] bytes = Files.readAllBytes(file);
        byte[] name = entry.getBytes(UTF_8);
        for (int at = bytes.length - 46 - name.length; at >= 0; at--) {
            if (littleEndian(bytes, at) == CENTRAL_ENTRY && startsWith(bytes, at + 46, name)) {
                // The uncompressed size: 24 bytes into the entry (APPNOTE.TXT, 4.3.12).
                bytes[at + 24] = 100;
                bytes[at + 25] = 0;
                bytes[at + 26] = 0;
                bytes[at + 27] = 0;
                return Files.write(folder.resolve("lying-bomb.apk"), bytes);
            }
        }
        throw new IllegalStateException("no " + entry + " in the directory of " + file);
    }

    /** Has entries more, called as told, with a few bytes each. */
    public static Path withEntries(Path apk, Path folder, List<String> names) throws IOException {
        Path file = folder.resolve("with-entries.apk");
        try (ZipOutputStream out = copyWithout(apk, file, "")) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write("escaped".getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return file;
    }

    /** Lacks an entry. */
    public static Path without(Path apk, Path folder, String entry) throws IOException {
        Path file = folder.resolve("without.apk");
        copyWithout(apk, file, entry).close();
        return file;
    }

    /** Has other bytes in an entry. */
    public static Path replaced(Path apk, Path folder, String entry, byte[] content) throws IOException {
        Path file = folder.resolve("replaced.apk");
        try (ZipOutputStream out = copyWithout(apk, file, entry)) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(content);
            out.closeEntry();
        }
        return file;
    }

    private static ZipOutputStream copyWithout(Path apk, Path file, String entry) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        ZipOutputStream out = new ZipOutputStream(raw);
        try (ZipFile good = new ZipFile(apk.toFile())) {
            for (ZipEntry each : good.stream().toList()) {
                if (!each.getName().equals(entry)) {
                    out.putNextEntry(new ZipEntry(each.getName()));
                    try (InputStream content = good.getInputStream(each)) {
                        content.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
        return out;
    }

    private static int littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] name) {
        return at + name.length <= bytes.length && Arrays.equals(bytes, at, at + name.length, name, 0, name.length);
    }
}
