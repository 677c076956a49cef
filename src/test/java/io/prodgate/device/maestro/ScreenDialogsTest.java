package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.SystemDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenDialogsTest {
    private static JsonNode screen(String... idsAndTexts) {
        List<Map<String, Object>> children = new ArrayList<>();
        for (int i = 0; i < idsAndTexts.length; i += 2) {
            children.add(Map.of(
                    "attributes", Map.of("resource-id", idsAndTexts[i], "text", idsAndTexts[i + 1]),
                    "children", List.of()));
        }
        return Json.mapper().valueToTree(Map.of("attributes", Map.of(), "children", children));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System UI isn't responding",
                "Systemoberfläche reagiert nicht",
                "L'interface système ne répond pas",
                "La IU del sistema no responde",
                "システム UI が応答していません",
                "系统界面没有响应",
                "Pixel Launcher keeps stopping",
                "Process system isn't responding",
            })
    void theSystemsOwnWordsAreFoundInManyLanguagesAndAreItsOwn(String title) {
        assertThat(ScreenDialogs.find(screen("com.example.shop:id/root", "Cart", "android:id/alertTitle", title)))
                .contains(title);
        assertThat(SystemDialog.ofSystem(title)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shop isn't responding",
                "Shop reagiert nicht",
                "Shop has stopped",
                "Settings for Cats keeps stopping",
                "Unfortunately, Shop has stopped."
            })
    void aDialogAboutTheAppIsNotTheSystems(String title) {
        assertThat(ScreenDialogs.find(screen("android:id/alertTitle", title, "android:id/aerr_close", "Close app")))
                .contains(title);
        assertThat(SystemDialog.ofSystem(title)).isFalse();
    }

    @Test
    void theButtonsOfTheDialogAreEnoughWhateverTheLanguage() {
        assertThat(ScreenDialogs.find(
                        screen("android:id/alertTitle", "Sistemi UI nuk përgjigjet", "android:id/aerr_wait", "Prit")))
                .contains("Sistemi UI nuk përgjigjet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Our payment service is not responding",
                "Your subscription has stopped",
                "The server isn't responding"
            })
    void wordsOfTheAppItselfAreNoDialogOfTheSystem(String text) {
        assertThat(ScreenDialogs.find(screen("", text))).isEmpty();
        assertThat(ScreenDialogs.find(screen("com.example.shop:id/message", text)))
                .isEmpty();
    }

    @Test
    void aPermissionThatIsAskedForIsToldAsOne() {
        assertThat(ScreenDialogs.find(screen(
                        "com.android.permissioncontroller:id/permission_message",
                        "Allow Shop to send you notifications?",
                        "com.android.permissioncontroller:id/permission_allow_button",
                        "Allow")))
                .contains("permission: Allow Shop to send you notifications?");
    }

    @Test
    void anOrdinaryScreenHasNone() {
        assertThat(ScreenDialogs.find(
                        screen("com.android.systemui:id/clock", "12:00", "com.example.shop:id/go", "Pay")))
                .isEmpty();
        assertThat(ScreenDialogs.find(Json.mapper().createArrayNode())).isEmpty();
    }
}
