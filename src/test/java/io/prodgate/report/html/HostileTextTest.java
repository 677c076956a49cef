package io.prodgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.prodgate.report.SampleRuns;
import io.prodgate.testing.HeadlessBrowser;
import io.prodgate.testing.OpenPage;
import io.prodgate.verdict.Judge;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever text stands in whichever field of the page, it stays text. */
@ExtendWith(HeadlessBrowser.class)
class HostileTextTest {
    /** All elements in their order, each with the names of its attributes. */
    private static final String SKELETON = "[...document.querySelectorAll('*')].map(element => element.localName + ' '"
            + " + [...element.attributes].map(attribute => attribute.name).join(' ')).join('\\n')";

    /** What is no text from outside, but made by us: a picture, the points of a curve. */
    private static final Map<String, String> OUR_OWN =
            Map.of("picture", "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=", "points", "0,0 1,1");

    @TempDir
    Path folder;

    private final Browser browser;

    HostileTextTest(Browser browser) {
        this.browser = browser;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onmouseover='alert(1)' x='",
                "</style></script></title></textarea><svg onload=alert(1)>{page.banner}{#if}{/for}",
                "<!-- ]]> --!> <a href=javascript:alert(1)>\u202Egnp.exe"
            })
    void noElementOrAttributeComesOutOfIt(String text) throws Exception {
        assertThat(skeleton(text)).isEqualTo(skeleton("harmless"));
    }

    @Test
    void aRunFullOfItMakesNoLinkThatLeadsAnywhereElse() throws Exception {
        Path file = Files.writeString(
                folder.resolve("report.html"), new HtmlReport(folder).text(Judge.judge(SampleRuns.hostile())));
        try (OpenPage open = OpenPage.of(browser, file, "")) {
            assertThat(open.value("[...document.querySelectorAll('a, use, img')].map(each =>"
                            + " each.getAttribute('href') ?? each.getAttribute('src'))"
                            + ".filter(link => !/^(#[\\w:.-]+|artifacts\\/(?!.*\\.\\.)[\\w%.\\/-]+)$/.test(link))"))
                    .isEqualTo("[]");
        }
    }

    private String skeleton(String text) throws Exception {
        View.Page page = (View.Page) filled(View.Page.class, text, true);
        Path file = Files.writeString(folder.resolve("report.html"), HtmlReport.render(page));
        try (OpenPage open = OpenPage.of(browser, file, "")) {
            return open.value(SKELETON);
        }
    }

    /** A value with the text in all that is text below it, and two elements in each list: one with each flag set, one with none. */
    private static Object filled(Type type, String text, boolean flag) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list) {
            assertThat(list.getRawType()).isEqualTo(List.class);
            Type element = list.getActualTypeArguments()[0];
            return List.of(filled(element, text, true), filled(element, text, false));
        }
        Class<?> simple = (Class<?>) type;
        if (simple == String.class) {
            return text;
        } else if (simple == boolean.class) {
            return flag;
        } else if (simple == int.class) {
            return 1;
        } else if (simple == long.class) {
            return 1L;
        } else if (simple == double.class) {
            return 1.0;
        } else if (simple.isEnum()) {
            return simple.getEnumConstants()[0];
        }
        RecordComponent[] components = simple.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String own = OUR_OWN.getOrDefault(components[i].getName(), text);
            values[i] = filled(components[i].getGenericType(), own, flag);
        }
        var constructor = simple.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
