package io.prodgate.device.apk;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is needed of an {@code AndroidManifest.xml}.
 *
 * @param packageName the application's id
 * @param versionName what users see
 * @param versionCode with the major part in the upper 32 bits
 * @param minSdk 1 if it says nothing, as Android has it
 * @param targetSdk {@code minSdk} if it says nothing
 * @param debuggable whether a debugger may be attached
 * @param testOnly whether Android installs it for tests only
 * @param cleartext {@code usesCleartextTraffic}, if it says so
 * @param networkConfig where its network security config is, by name of the resource or of its files
 * @param split the name of the split, if it is one of several APKs that are installed together
 * @param splitsRequired whether it is not to be installed without the splits beside it
 */
record Manifest(
        String packageName,
        Optional<String> versionName,
        long versionCode,
        int minSdk,
        int targetSdk,
        boolean debuggable,
        boolean testOnly,
        Optional<Boolean> cleartext,
        Optional<List<String>> networkConfig,
        Optional<String> split,
        boolean splitsRequired) {

    // https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/core/api/current.txt (R.attr)
    private static final int DEBUGGABLE = 0x0101000f;
    private static final int MIN_SDK = 0x0101020c;
    private static final int VERSION_CODE = 0x0101021b;
    private static final int VERSION_NAME = 0x0101021c;
    private static final int TARGET_SDK = 0x01010270;
    private static final int TEST_ONLY = 0x01010272;
    private static final int CLEARTEXT = 0x010104ec;
    private static final int NETWORK_CONFIG = 0x01010527;
    private static final int VERSION_CODE_MAJOR = 0x01010576;
    private static final int SPLIT_REQUIRED = 0x01010591;
    /** The API level that stands for a preview of Android, which has a letter instead of a number. */
    private static final int PREVIEW = 10_000;

    private static final int LONGEST_VERSION = 500;
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");

    /** Reads a manifest. */
    static Manifest of(BinaryXml xml, ResourceTable table) throws MalformedException {
        return new Reader(xml, table).read();
    }

    private record Reader(BinaryXml xml, ResourceTable table) {
        Manifest read() throws MalformedException {
            BinaryXml.Element root = xml.elements().getFirst();
            String name = root.attribute("package").map(ResourceValue::text).orElse("");
            if (!root.name().equals("manifest") || !PACKAGE.matcher(name).matches()) {
                throw malformed("it has no package name that Android would take");
            }
            Optional<BinaryXml.Element> application = single("application");
            Optional<BinaryXml.Element> sdk = single("uses-sdk");
            int minSdk = level(sdk, MIN_SDK).orElse(1);
            return new Manifest(
                    name,
                    first(Optional.of(root), VERSION_NAME)
                            .map(ResourceValue::shown)
                            .map(shown -> shown.substring(0, Math.min(LONGEST_VERSION, shown.length()))),
                    number(root, VERSION_CODE_MAJOR) << 32 | number(root, VERSION_CODE),
                    minSdk,
                    level(sdk, TARGET_SDK).orElse(minSdk),
                    any(application, DEBUGGABLE),
                    any(application, TEST_ONLY),
                    values(application, CLEARTEXT).isEmpty()
                            ? Optional.empty()
                            : Optional.of(any(application, CLEARTEXT)),
                    networkConfig(application),
                    root.attribute("split").map(ResourceValue::text).filter(split -> !split.isBlank()),
                    any(Optional.of(root), SPLIT_REQUIRED));
        }

        private Optional<BinaryXml.Element> single(String name) throws MalformedException {
            List<BinaryXml.Element> found = xml.elements().stream()
                    .filter(element -> element.parent() == 0 && element.name().equals(name))
                    .toList();
            if (found.size() > 1) {
                throw malformed("it has more than one <" + name + ">, and who reads it may see either");
            }
            return found.stream().findFirst();
        }

        private Optional<List<String>> networkConfig(Optional<BinaryXml.Element> application)
                throws MalformedException {
            if (application
                    .flatMap(element -> element.attribute(NETWORK_CONFIG))
                    .isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(values(application, NETWORK_CONFIG).stream()
                    .map(ResourceValue::text)
                    .filter(path -> !path.isEmpty())
                    .distinct()
                    .toList());
        }

        private List<ResourceValue> values(Optional<BinaryXml.Element> element, int attribute)
                throws MalformedException {
            List<ResourceValue> written = element.map(BinaryXml.Element::attributes).orElse(List.of()).stream()
                    .filter(candidate -> candidate.id() == attribute)
                    .map(BinaryXml.Attribute::value)
                    .toList();
            if (written.size() > 1) {
                throw malformed("it has an attribute twice, and who reads it may see either");
            }
            return written.isEmpty() ? List.of() : table.resolve(written.getFirst());
        }

        private Optional<ResourceValue> first(Optional<BinaryXml.Element> element, int attribute)
                throws MalformedException {
            return values(element, attribute).stream().findFirst();
        }

        /** A flag that is on in any configuration of a device counts as on. */
        private boolean any(Optional<BinaryXml.Element> element, int attribute) throws MalformedException {
            return values(element, attribute).stream().anyMatch(ResourceValue::truth);
        }

        private long number(BinaryXml.Element element, int attribute) throws MalformedException {
            return first(Optional.of(element), attribute)
                    .filter(ResourceValue::integer)
                    .map(value -> Integer.toUnsignedLong(value.data()))
                    .orElse(0L);
        }

        private Optional<Integer> level(Optional<BinaryXml.Element> element, int attribute) throws MalformedException {
            return first(element, attribute).map(value -> {
                if (value.integer()) {
                    return value.data();
                }
                return value.text().matches("\\d{1,5}") ? Integer.parseInt(value.text()) : PREVIEW;
            });
        }

        private static MalformedException malformed(String what) {
            return new MalformedException("AndroidManifest.xml", what);
        }
    }
}
