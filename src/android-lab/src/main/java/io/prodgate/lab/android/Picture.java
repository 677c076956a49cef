package io.prodgate.lab.android;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG pictures of three colours, without the JDK's desktop, which a small machine may not have. */
final class Picture {
    static final int WHITE = 0;
    static final int GREY = 1;
    static final int BLUE = 2;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] COLOURS = {
        (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xCC, (byte) 0xCC, (byte) 0xCC, 0x42, (byte) 0x85, (byte) 0xF4
    };

    private Picture() {}

    /** The colour of a point. */
    @FunctionalInterface
    interface Painter {
        int colour(int x, int y);
    }

    static byte[] png(int width, int height, Painter painter) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        // Eight bits a point, which are indices into a palette; no interlacing.
        chunk("IHDR", header.put((byte) 8).put((byte) 3).array(), png);
        chunk("PLTE", COLOURS, png);
        chunk("IDAT", rows(width, height, painter), png);
        chunk("IEND", new byte[0], png);
        return png.toByteArray();
    }

    private static byte[] rows(int width, int height, Painter painter) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            byte[] row = new byte[width + 1];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    row[x + 1] = (byte) painter.colour(x, y);
                }
                out.write(row);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void chunk(String kind, byte[] data, ByteArrayOutputStream png) {
        CRC32 sum = new CRC32();
        sum.update(kind.getBytes(US_ASCII));
        sum.update(data);
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        chunk.putInt(data.length).put(kind.getBytes(US_ASCII)).put(data).putInt((int) sum.getValue());
        png.writeBytes(chunk.array());
    }
}
