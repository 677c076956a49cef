package io.prodgate.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes XML as aapt compiles it, so that tests can write what aapt would refuse. */
public final class CompiledXml {
    private static final int STRING = 0x03;

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final List<Integer> ids = new ArrayList<>();

    private CompiledXml() {}

    /** An element; {@code parts} are elements and texts in it. */
    public record Tag(String name, List<Attribute> attributes, List<Object> parts) {
        public static Tag of(String name, List<Attribute> attributes, Object... parts) {
            return new Tag(name, List.copyOf(attributes), List.of(parts));
        }
    }

    /** An attribute; {@code id} 0 for one without a resource. {@code data} is ignored for texts. */
    public record Attribute(String name, int id, int type, int data, String text) {
        public static Attribute text(String name, int id, String text) {
            return new Attribute(name, id, STRING, 0, text);
        }

        public static Attribute number(String name, int id, int value) {
            return new Attribute(name, id, 0x10, value, "");
        }

        public static Attribute flag(String name, int id, boolean value) {
            return new Attribute(name, id, 0x12, value ? -1 : 0, "");
        }

        public static Attribute reference(String name, int id, int resource) {
            return new Attribute(name, id, 0x01, resource, "");
        }
    }

    /** The document with this root. */
    public static byte[] of(Tag root) {
        CompiledXml xml = new CompiledXml();
        xml.collectIds(root);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        xml.write(root, body);
        byte[] map = chunk(0x0180, 8, buffer(4 * xml.ids.size(), out -> xml.ids.forEach(out::putInt)));
        return chunk(0x0003, 8, join(pool(new ArrayList<>(xml.strings.keySet())), map, body.toByteArray()));
    }

    /** Names with resources come first: the map goes by index. */
    private void collectIds(Tag tag) {
        for (Attribute attribute : tag.attributes()) {
            if (attribute.id() != 0 && !strings.containsKey(attribute.name())) {
                strings.put(attribute.name(), strings.size());
                ids.add(attribute.id());
            }
        }
        tag.parts().stream().filter(Tag.class::isInstance).forEach(part -> collectIds((Tag) part));
    }

    private void write(Tag tag, ByteArrayOutputStream out) {
        int name = string(tag.name());
        out.writeBytes(chunk(0x0102, 16, buffer(8 + 20 + 20 * tag.attributes().size(), to -> {
            to.putInt(1).putInt(-1).putInt(-1).putInt(name);
            to.putShort((short) 20).putShort((short) 20).putShort((short)
                    tag.attributes().size());
            to.putShort((short) 0).putShort((short) 0).putShort((short) 0);
            tag.attributes().forEach(attribute -> write(attribute, to));
        })));
        for (Object part : tag.parts()) {
            if (part instanceof Tag below) {
                write(below, out);
            } else {
                int text = string(part.toString());
                out.writeBytes(chunk(
                        0x0104,
                        16,
                        buffer(
                                20,
                                to -> to.putInt(1)
                                        .putInt(-1)
                                        .putInt(text)
                                        .putShort((short) 8)
                                        .put((byte) 0)
                                        .put((byte) STRING)
                                        .putInt(text))));
            }
        }
        out.writeBytes(chunk(
                0x0103, 16, buffer(16, to -> to.putInt(1).putInt(-1).putInt(-1).putInt(name))));
    }

    private void write(Attribute attribute, ByteBuffer to) {
        boolean text = attribute.type() == STRING;
        int value = text ? string(attribute.text()) : attribute.data();
        to.putInt(-1).putInt(string(attribute.name())).putInt(text ? value : -1);
        to.putShort((short) 8).put((byte) 0).put((byte) attribute.type()).putInt(value);
    }

    private int string(String text) {
        Integer known = strings.putIfAbsent(text, strings.size());
        return known == null ? strings.size() - 1 : known;
    }

    /** A pool of strings in UTF-16, as it is in XML and tables. */
    public static byte[] pool(List<String> strings) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteBuffer offsets = ByteBuffer.allocate(4 * strings.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (String string : strings) {
            offsets.putInt(data.size());
            data.writeBytes(buffer(2, to -> to.putShort((short) string.length())));
            data.writeBytes(string.getBytes(StandardCharsets.UTF_16LE));
            data.writeBytes(new byte[2]);
        }
        data.writeBytes(new byte[(4 - data.size() % 4) % 4]);
        byte[] head = buffer(
                20,
                to -> to.putInt(strings.size())
                        .putInt(0)
                        .putInt(0)
                        .putInt(28 + 4 * strings.size())
                        .putInt(0));
        return chunk(0x0001, 28, join(head, offsets.array(), data.toByteArray()));
    }

    /** A chunk with its header: type, length of the header, length. */
    public static byte[] chunk(int type, int headerSize, byte[] content) {
        byte[] header = buffer(
                8, to -> to.putShort((short) type).putShort((short) headerSize).putInt(8 + content.length));
        return join(header, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] buffer(int size, java.util.function.Consumer<ByteBuffer> fill) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        fill.accept(buffer);
        return buffer.array();
    }
}
