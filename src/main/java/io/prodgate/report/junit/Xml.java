package io.prodgate.report.junit;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Indented XML 1.0. Characters that XML 1.0 does not allow, not even escaped, become U+FFFD. */
final class Xml {
    private static final char REPLACEMENT = '\uFFFD';

    private final XMLStreamWriter out;
    private final Deque<Boolean> hasChildren = new ArrayDeque<>();

    Xml(XMLStreamWriter out) {
        this.out = out;
    }

    void begin() throws XMLStreamException {
        out.writeStartDocument("UTF-8", "1.0");
    }

    void open(String name) throws XMLStreamException {
        if (!hasChildren.isEmpty()) {
            hasChildren.pop();
            hasChildren.push(true);
        }
        indent();
        hasChildren.push(false);
        out.writeStartElement(name);
    }

    void attribute(String name, String value) throws XMLStreamException {
        out.writeAttribute(name, allowed(value));
    }

    void text(String text) throws XMLStreamException {
        out.writeCharacters(allowed(text));
    }

    void close() throws XMLStreamException {
        if (hasChildren.pop()) {
            indent();
        }
        out.writeEndElement();
    }

    void end() throws XMLStreamException {
        out.writeCharacters("\n");
        out.writeEndDocument();
        out.flush();
    }

    private void indent() throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(hasChildren.size()));
    }

    /** The text with only the characters of <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0</a>. */
    static String allowed(String text) {
        if (text.codePoints().allMatch(Xml::isAllowed)) {
            return text;
        }
        StringBuilder allowed = new StringBuilder(text.length());
        text.codePoints().forEach(point -> allowed.appendCodePoint(isAllowed(point) ? point : REPLACEMENT));
        return allowed.toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000 && point <= 0x10FFFF;
    }
}
