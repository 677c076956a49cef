package io.prodgate.device.apk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * XML as APKs have it, compiled: {@code ResXMLTree_header} in
 * <a href="https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/libs/androidfw/include/androidfw/ResourceTypes.h">ResourceTypes.h</a>.
 */
final class BinaryXml {
    private static final String MAGIC = "\u0003\u0000\u0008\u0000";
    private static final int CHUNK = 8;
    private static final int POOL = 0x0001;
    private static final int RESOURCE_MAP = 0x0180;
    private static final int START = 0x0102;
    private static final int END = 0x0103;
    private static final int TEXT = 0x0104;
    private static final int ATTRIBUTE_SIZE = 20;
    private static final int MOST_ELEMENTS = 200_000;
    private static final int MOST_DEPTH = 1_000;

    private final List<Element> elements = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private Optional<StringPool> pool = Optional.empty();
    private Optional<Bytes> resourceIds = Optional.empty();

    private BinaryXml() {}

    /**
     * An element.
     *
     * @param parent the index of the element it is in; -1 for the root
     * @param name without its namespace
     * @param attributes in the order of the file
     * @param texts the pieces of text directly in it
     */
    record Element(int parent, String name, List<Attribute> attributes, List<String> texts) {
        /** The attribute of a name without a namespace. */
        Optional<ResourceValue> attribute(String attribute) {
            return attributes.stream()
                    .filter(candidate -> candidate.id() == 0 && candidate.name().equals(attribute))
                    .map(Attribute::value)
                    .findFirst();
        }

        /** The attribute of a resource id, such as those of Android's own attributes: names may be anything. */
        Optional<ResourceValue> attribute(int id) {
            return attributes.stream()
                    .filter(candidate -> candidate.id() == id)
                    .map(Attribute::value)
                    .findFirst();
        }
    }

    /**
     * An attribute.
     *
     * @param id the resource id of its name; 0 if it has none
     */
    record Attribute(int id, String name, ResourceValue value) {}

    /** Whether the bytes begin like compiled XML. */
    static boolean is(Bytes bytes) {
        return bytes.startsWith(MAGIC);
    }

    /** Reads a document. */
    static BinaryXml read(Bytes bytes) throws MalformedException {
        if (!is(bytes)) {
            throw bytes.malformed("it is no compiled XML");
        }
        BinaryXml xml = new BinaryXml();
        long at = bytes.u16(2);
        long end = Math.min(bytes.size(), bytes.u32(4));
        while (at + CHUNK <= end) {
            long size = bytes.u32(at + 4);
            if (size < CHUNK || bytes.u16(at + 2) > size) {
                throw bytes.malformed("a part of it has no length");
            }
            xml.take(bytes.u16(at), bytes.part(at, size));
            at += size;
        }
        if (!xml.open.isEmpty() || xml.elements.isEmpty()) {
            throw bytes.malformed("it is cut off");
        }
        return xml;
    }

    /** All elements in the order of the document. */
    List<Element> elements() {
        return elements;
    }

    /** The strings; empty if there are none. */
    Optional<StringPool> strings() {
        return pool;
    }

    private void take(int type, Bytes chunk) throws MalformedException {
        switch (type) {
            case POOL -> pool = pool.isEmpty() ? Optional.of(new StringPool(chunk)) : pool;
            case RESOURCE_MAP -> resourceIds = Optional.of(chunk.part(chunk.u16(2), chunk.size() - chunk.u16(2)));
            case START -> start(chunk, chunk.u16(2));
            case END -> {
                if (open.poll() == null) {
                    throw chunk.malformed("an element ends that did not begin");
                }
            }
            case TEXT -> {
                Integer element = open.peek();
                if (element != null) {
                    elements.get(element).texts().add(string(chunk, chunk.s32(chunk.u16(2))));
                }
            }
            default -> {
                // Namespaces, and what later versions of the format add.
            }
        }
    }

    private void start(Bytes chunk, int body) throws MalformedException {
        if (elements.size() >= MOST_ELEMENTS || open.size() >= MOST_DEPTH) {
            throw chunk.malformed("it has more elements than any build writes");
        }
        int count = chunk.u16(body + 12);
        int size = chunk.u16(body + 10);
        if (count > 0 && size < ATTRIBUTE_SIZE) {
            throw chunk.malformed("its attributes are too short");
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attributes.add(attribute(chunk, body + chunk.u16(body + 8) + (long) i * size));
        }
        Integer parent = open.peek();
        elements.add(new Element(
                parent == null ? -1 : parent, string(chunk, chunk.s32(body + 4)), attributes, new ArrayList<>()));
        open.push(elements.size() - 1);
    }

    private Attribute attribute(Bytes chunk, long at) throws MalformedException {
        int name = chunk.s32(at + 4);
        int raw = chunk.s32(at + 8);
        int type = chunk.u8(at + 15);
        int data = chunk.s32(at + 16);
        String text = type == ResourceValue.STRING ? string(chunk, data) : raw >= 0 ? string(chunk, raw) : "";
        return new Attribute(id(name), string(chunk, name), new ResourceValue(type, data, text));
    }

    private int id(int name) throws MalformedException {
        return resourceIds.isPresent() && name >= 0 && name < resourceIds.get().size() / 4
                ? resourceIds.get().s32(4L * name)
                : 0;
    }

    private String string(Bytes chunk, int index) throws MalformedException {
        StringPool strings = pool.orElseThrow(() -> chunk.malformed("it has no strings"));
        return strings.get(index).orElse("");
    }
}
