package io.prodgate.lab.android;

import io.prodgate.lab.adb.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The device's files. In memory: a device leaves nothing behind. */
final class Memory implements Files {
    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public void write(String path, byte[] content) {
        files.put(path, content);
    }

    @Override
    public boolean isFolder(String path) {
        String folder = path.endsWith("/") ? path : path + "/";
        return folder.equals("/data/local/tmp/")
                || folder.equals("/sdcard/")
                || files.keySet().stream().anyMatch(file -> file.startsWith(folder));
    }

    void remove(String path) {
        files.remove(path);
    }
}
