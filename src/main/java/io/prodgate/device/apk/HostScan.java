package io.prodgate.device.apk;

import io.prodgate.evidence.ApkReading.FoundHost;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for addresses in everything that an APK holds: strings of its code, of its resources, of JavaScript, and text in any other
 * file. What is compressed or encrypted once more is not seen into.
 */
final class HostScan {
    private static final int MOST_CODE = 128 << 20;
    private static final int MOST_RESOURCES = 64 << 20;
    private static final int BUFFER = 64 << 10;
    private static final int HEAD = 16;
    private static final Set<String> NO_TEXT = Set.of(
            "3gp", "aac", "avif", "flac", "gif", "heic", "jpeg", "jpg", "m4a", "mkv", "mp3", "mp4", "ogg", "opus",
            "otf", "png", "ttc", "ttf", "wav", "webm", "webp", "woff", "woff2");
    private static final Set<String> SIGNATURES = Set.of("mf", "sf", "rsa", "dsa", "ec");

    private final ZipArchive apk;
    private final FoundHosts found = new FoundHosts();
    private final HostFinder finder;
    private String where = "";

    HostScan(ZipArchive apk, HostNames names) {
        this.apk = apk;
        this.finder = new HostFinder(names, (origin, host) -> found.add(origin, host, where));
    }

    List<FoundHost> scan() throws IOException, MalformedException {
        for (ZipEntryHead entry : apk.entries()) {
            boolean signature = entry.name().startsWith("META-INF/") && SIGNATURES.contains(entry.extension());
            if (entry.unpacked() > 0 && !signature && !NO_TEXT.contains(entry.extension())) {
                where = ZipDirectory.shown(entry.name());
                scan(entry);
            }
            if (found.full()) {
                throw new MalformedException(where, "there are too many addresses up to here to be told apart");
            }
        }
        return found.all();
    }

    private void scan(ZipEntryHead entry) throws IOException, MalformedException {
        try (InputStream in = apk.open(entry)) {
            byte[] start = in.readNBytes(HEAD);
            Bytes head = new Bytes(entry.name(), start);
            if (DexStrings.are(head)) {
                DexStrings.read(apk.read(entry, MOST_CODE), finder::look);
            } else if (HermesStrings.are(head) && HermesStrings.read(apk.read(entry, MOST_CODE), finder::look)) {
                // All of them, told from each other.
                return;
            } else if (BinaryXml.is(head)) {
                strings(BinaryXml.read(apk.read(entry, MOST_RESOURCES)).strings());
            } else if (entry.name().equals("resources.arsc")) {
                strings(ResourceTable.read(apk.read(entry, MOST_RESOURCES)).strings());
            } else {
                text(start, in);
            }
        }
    }

    private void strings(Optional<StringPool> pool) throws MalformedException {
        if (pool.isPresent()) {
            pool.get().forEach(finder::look);
        }
    }

    private void text(byte[] start, InputStream rest) throws IOException {
        PrintableText text = new PrintableText(finder::look);
        text.take(start, start.length);
        byte[] buffer = new byte[BUFFER];
        for (int count = rest.read(buffer); count >= 0; count = rest.read(buffer)) {
            text.take(buffer, count);
        }
        text.end();
    }
}
