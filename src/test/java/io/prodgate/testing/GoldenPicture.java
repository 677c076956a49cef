package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A picture of a page as it is meant to look, compared by how bright and colourful its parts are: another smoothing of the edges of letters
 * passes, another colour or a part that moved or is gone does not. Pages have to be drawn with {@link OpenPage#useTheFontOfTests}. {@code
 * UPDATE_GOLDEN=1} writes it anew.
 */
public final class GoldenPicture {
    private static final Path FOLDER = Path.of("src/test/resources/golden/browser");

    /** Parts of the width; they are as high as wide. */
    private static final int PARTS = 16;

    /** Of 255: how much a part may differ. */
    public static final double TOLERANCE = 10;

    private GoldenPicture() {}

    /** Compares a PNG with the one that is kept under a name. */
    public static void compare(String name, byte[] png) throws IOException {
        Path golden = FOLDER.resolve(name + ".png");
        if ("1".equals(System.getenv("UPDATE_GOLDEN"))) {
            Files.createDirectories(FOLDER);
            Files.write(golden, png);
        }
        assertThat(golden).as("set UPDATE_GOLDEN=1 to write it").exists();
        double difference = difference(Files.readAllBytes(golden), png);
        if (difference > TOLERANCE) {
            Path seen = Files.write(
                    Files.createDirectories(Path.of("target/golden")).resolve(name + ".png"), png);
            assertThat(difference)
                    .as("difference of %s from %s; UPDATE_GOLDEN=1 takes it over", seen, golden)
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    /** How much that part of two pictures differs which differs most: 0 to 255; all of it if they are of different sizes. */
    public static double difference(byte[] one, byte[] other) throws IOException {
        BufferedImage a = ImageIO.read(new ByteArrayInputStream(one));
        BufferedImage b = ImageIO.read(new ByteArrayInputStream(other));
        if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
            return 255;
        }
        int size = a.getWidth() / PARTS;
        double most = 0;
        for (int y = 0; y + size <= a.getHeight(); y += size) {
            for (int x = 0; x + size <= a.getWidth(); x += size) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    most = Math.max(most, Math.abs(mean(a, x, y, size, shift) - mean(b, x, y, size, shift)));
                }
            }
        }
        return most;
    }

    private static double mean(BufferedImage picture, int left, int top, int size, int shift) {
        long sum = 0;
        for (int y = top; y < top + size; y++) {
            for (int x = left; x < left + size; x++) {
                sum += picture.getRGB(x, y) >> shift & 0xff;
            }
        }
        return (double) sum / (size * size);
    }
}
