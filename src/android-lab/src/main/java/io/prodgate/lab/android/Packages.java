package io.prodgate.lab.android;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is installed. */
public final class Packages {
    private static final int SDK = 34;

    private final Android android;
    private final Map<String, Installed> installed = new ConcurrentSkipListMap<>();

    /** An installed package. */
    public record Installed(String name, long versionCode, String versionName, boolean debuggable, String path) {
        private static Installed of(Apk apk) {
            return new Installed(apk.name(), apk.versionCode(), apk.versionName(), apk.debuggable(), path(apk.name()));
        }

        private static String path(String name) {
            return "/data/app/~~c2ltdWxhdGVk==/" + name + "-bGFi==/base.apk";
        }
    }

    Packages(Android android) {
        this.android = android;
    }

    /** A package that is there from the start, without a file. */
    public void preinstall(String name) {
        installed.put(name, new Installed(name, 1, "1.0", false, Installed.path(name)));
    }

    /** The package of that name. */
    public Optional<Installed> find(String name) {
        return Optional.ofNullable(installed.get(name));
    }

    SequencedCollection<Installed> all() {
        return installed.values().stream().toList();
    }

    /** Where production is, for an app that has its address as a resource. */
    public Optional<String> production(String name) {
        return find(name).flatMap(app -> android.files().read(app.path())).flatMap(file -> {
            try {
                return Apk.read(file).production();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /**
     * Installs.
     *
     * @return what {@code pm install} says: Success, or Failure with a code
     */
    String install(byte[] file, boolean downgrade) {
        Apk apk;
        try {
            apk = Apk.read(file);
        } catch (IOException e) {
            return "Failure [INSTALL_PARSE_FAILED_NOT_APK: Failed to parse /data/app/vmdl1.tmp/base.apk: "
                    + e.getMessage() + "]";
        }
        Optional<String> failure = failure(apk, downgrade);
        if (failure.isPresent()) {
            return "Failure [" + failure.get() + "]";
        }
        Installed app = Installed.of(apk);
        android.activities().stop(app.name());
        installed.put(app.name(), app);
        android.files().write(app.path(), file);
        android.log().add("system", 'I', "PackageManager", 512, "Package installed: " + app.name());
        return "Success";
    }

    /** Uninstalls, with all that the package has stored. */
    boolean uninstall(String name) {
        Installed removed = installed.remove(name);
        if (removed == null) {
            return false;
        }
        android.activities().clear(name);
        android.memory().remove(removed.path());
        android.instrumentation().stop(name);
        return true;
    }

    /** A fault is for every package, or for one: {@code CODE@package}. */
    private Optional<String> failure(Apk apk, boolean downgrade) {
        Optional<String> asked = android.faults().value("install-failure");
        if (asked.isPresent()) {
            String[] codeAndName = asked.get().split("@", 2);
            if (codeAndName.length == 1 || codeAndName[1].equals(apk.name())) {
                android.faults().strike("install-failure");
                return Optional.of(codeAndName[0]);
            }
        }
        if (apk.leastSdk() > SDK) {
            return Optional.of("INSTALL_FAILED_OLDER_SDK: Requires newer sdk version #%d (current version is #%d)"
                    .formatted(apk.leastSdk(), SDK));
        }
        return find(apk.name())
                .filter(present -> present.versionCode() > apk.versionCode() && !downgrade)
                .map(present -> "INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected: Update version code "
                        + apk.versionCode() + " is older than current " + present.versionCode());
    }
}
