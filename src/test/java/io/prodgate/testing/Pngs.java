package io.prodgate.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures. */
public final class Pngs {
    /** The length of IHDR and all before it. */
    private static final int HEAD = 33;

    private Pngs() {}

    /** A picture of one colour with a line across. */
    public static byte[] drawn(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x1f77b4));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.WHITE);
        graphics.drawLine(0, height, width, 0);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The same picture with a text in it that is not seen. */
    public static byte[] withText(byte[] picture, String text) {
        byte[] content = ("tEXtComment\0" + text).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(content);
        return ByteBuffer.allocate(picture.length + content.length + 8)
                .put(picture, 0, HEAD)
                .putInt(content.length - 4)
                .put(content)
                .putInt((int) sum.getValue())
                .put(picture, HEAD, picture.length - HEAD)
                .array();
    }
}
