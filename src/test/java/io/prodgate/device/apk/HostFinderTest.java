package io.prodgate.device.apk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostFinderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "https://api.example.com | https://api.example.com",
                "https://API.Example.com/v1?key=secret | https://api.example.com",
                "http://user:password@api.example.com:8080/x | http://api.example.com:8080",
                "see https://api.example.com. | https://api.example.com",
                "wss://live.example.com/socket | wss://live.example.com",
                "xhttps://api.example.com/ | https://api.example.com",
                "{\"u\":\"https:\\/\\/api.example.com\\/v1\"} | https://api.example.com",
                "https://api.example.com%s | https://api.example.com",
                "http://localhost:8081/index.bundle | http://localhost:8081",
                "http://10.0.2.2:3000 | http://10.0.2.2:3000",
                "http://[::1]:8080/ | http://[::1]:8080",
                "http://backend/ | http://backend",
                "10.0.2.2:8080 | 10.0.2.2:8080",
                "192.168.1.17 | 192.168.1.17",
                "localhost:3000 | localhost:3000",
                "staging.example.com | staging.example.com",
                "staging.example.com/api | staging.example.com",
                "api.host=staging.example.com | staging.example.com",
                "  host: staging.example.com | staging.example.com",
                "<string>staging.example.com</string> | staging.example.com",
                "a.b='staging.example.com';c() | staging.example.com",
            })
    void finds(String text, String origin) {
        assertThat(found(text)).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://schemas.android.com/apk/res/android",
                "http://www.w3.org/2000/svg",
                "https://%s/index.bundle",
                "https://${host}/v1",
                "https://api-%s.example.com",
                "https://",
                "content://com.example.provider/x",
                "com.example.Main",
                "com.example.app",
                "com.example.tickets.io",
                "androidx.core.app",
                "libapp.so",
                "index.html",
                "main.dart",
                "1.2.3.4",
                "2.5.4.10",
                "12:30",
                "user.name",
                "e.target.value",
                "if(a.app&&b.io)return x.com",
                "Staging.Example.com",
                ".example.com",
                "org.apache.commons",
                "application/vnd.example.com+json; charset=utf-8",
            })
    void takesForNoHost(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void keepsNothingOfAUrlThatMayBeASecret() {
        assertThat(found("https://someone:hunter2@api.example.com/hook/hunter3?token=hunter4#hunter5"))
                .containsExactly("https://api.example.com");
    }

    private static Set<String> found(String text) {
        Set<String> found = new TreeSet<>();
        HostNames names = new HostNames("com.example.tickets", Set.of());
        new HostFinder(names, (origin, host) -> found.add(origin)).look(text);
        return found;
    }
}
