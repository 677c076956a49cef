package io.prodgate.system.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.Pngs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    private static final byte[] PICTURE = Pngs.drawn(30, 20);

    @Test
    void aPictureKeepsAllThatIsSeen() {
        Png png = Png.read(PICTURE).orElseThrow();

        assertThat(png.width()).isEqualTo(30);
        assertThat(png.height()).isEqualTo(20);
        assertThat(png.bytes()).isEqualTo(PICTURE);
    }

    @Test
    void textsAndWhatComesBehindTheEndAreLeftOut() throws Exception {
        byte[] more = Pngs.withText(PICTURE, "t0ken");
        byte[] longer = Arrays.copyOf(more, more.length + 100);

        Png png = Png.read(longer).orElseThrow();

        assertThat(new String(more, StandardCharsets.ISO_8859_1)).contains("t0ken");
        assertThat(png.bytes()).isEqualTo(PICTURE);
        assertThat(ImageIO.read(new ByteArrayInputStream(png.bytes())).getWidth())
                .isEqualTo(30);
    }

    @Test
    void whatIsNotAllOfAPictureIsNone() {
        for (int length = 0; length < PICTURE.length; length++) {
            assertThat(Png.read(Arrays.copyOf(PICTURE, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        assertThat(Png.read("<!doctype html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        byte[] lying = PICTURE.clone();
        lying[8] = 0x7f;
        assertThat(Png.read(lying)).isEmpty();
        lying[8] = (byte) 0xff;
        assertThat(Png.read(lying)).isEmpty();
    }
}
