package io.prodgate.device.apk;

import io.prodgate.evidence.ApkReading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what an APK says about itself. Nothing is unpacked to disk, at most about 300 MB are held in memory, and whatever is broken,
 * ambiguous or of a size that no build writes ends in an {@link ApkException}.
 */
public final class ApkReader {
    private static final long MOST_UNPACKED = 4L << 30;
    private static final int MOST_MANIFEST = 8 << 20;
    private static final int MOST_RESOURCES = 64 << 20;
    private static final int MOST_ABIS = 20;
    private static final int BUFFER = 1 << 20;
    private static final String BROKEN =
            "build it again, or fetch it again: compare its size and SHA-256 with the original's";

    private final Set<String> known;

    /**
     * A reader.
     *
     * @param known hosts that the app is expected to talk to: names are recognised by them even where only the name stands
     */
    public ApkReader(Set<String> known) {
        this.known = Set.copyOf(known);
    }

    /**
     * Reads an APK, with all hosts that are found in it.
     *
     * @throws ApkException if it is no APK that can be installed and judged
     */
    public ApkReading read(Path file) throws ApkException, InterruptedException {
        String name = String.valueOf(file.getFileName());
        try {
            new NoApk(file).check();
            try (ZipArchive apk = ZipArchive.open(file, MOST_UNPACKED)) {
                NoApk.check(apk);
                return read(name, apk);
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while reading " + name);
        } catch (MalformedException e) {
            throw new ApkException(name + " is broken: " + e.getMessage(), BROKEN);
        } catch (IOException e) {
            throw new ApkException(name + " cannot be read to its end: " + e.getMessage(), BROKEN);
        }
    }

    private ApkReading read(String name, ZipArchive apk) throws IOException, MalformedException, ApkException {
        ZipEntryHead manifestEntry = apk.find("AndroidManifest.xml")
                .orElseThrow(() -> new ApkException(
                        name + " is no APK: it is an archive without an AndroidManifest.xml",
                        "name the APK that the release build writes: app/build/outputs/apk/release/app-release.apk"));
        ResourceTable table = resources(apk);
        Manifest manifest = Manifest.of(BinaryXml.read(apk.read(manifestEntry, MOST_MANIFEST)), table);
        NoApk.check(name, manifest);
        return new ApkReading(
                name,
                apk.file().size(),
                sha256(apk.file()),
                manifest.packageName(),
                manifest.versionName(),
                manifest.versionCode(),
                manifest.minSdk(),
                manifest.targetSdk(),
                abis(apk),
                manifest.debuggable(),
                manifest.testOnly(),
                Signatures.read(apk, manifest.minSdk()),
                new NetworkRules(manifest, table).read(apk),
                new HostScan(apk, new HostNames(manifest.packageName(), known)).scan(),
                0);
    }

    private static ResourceTable resources(ZipArchive apk) throws IOException, MalformedException {
        Optional<ZipEntryHead> entry = apk.find("resources.arsc");
        return entry.isPresent() ? ResourceTable.read(apk.read(entry.get(), MOST_RESOURCES)) : ResourceTable.empty();
    }

    private static List<String> abis(ZipArchive apk) throws MalformedException {
        Set<String> abis = new TreeSet<>();
        for (ZipEntryHead entry : apk.entries()) {
            String[] parts = entry.name().split("/", -1);
            if (parts.length == 3 && parts[0].equals("lib") && parts[2].endsWith(".so")) {
                abis.add(ZipDirectory.shown(parts[1]));
            }
        }
        if (abis.size() > MOST_ABIS) {
            throw new MalformedException("lib", "it has machine code for " + abis.size() + " kinds of processors");
        }
        return List.copyOf(abis);
    }

    /**
     * The SHA-256 of a file, lower-case hex; empty if it cannot be read.
     *
     * @throws InterruptedException if the thread is interrupted while it reads
     */
    public static Optional<String> sha256(Path file) throws InterruptedException {
        try (FileChannel channel = FileChannel.open(file)) {
            return Optional.of(sha256(channel));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while reading " + file.getFileName());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String sha256(FileChannel file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (long at = 0; file.read(buffer, at) >= 0; buffer.clear()) {
                at += buffer.flip().remaining();
                digest.update(buffer);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
