package io.prodgate.evidence;

import java.util.regex.Pattern;

/** Whose dialog covered an app, by its words: Android tells of its own parts in the words that it has for apps. */
public final class SystemDialog {
    /** What a dialog that asks for a permission begins with, in evidence. */
    public static final String PERMISSION = "permission: ";

    /** Parts of Android and apps that come with it, as dialogs name them; some names are the same in all languages. */
    private static final Pattern SYSTEM = Pattern.compile(
            "(?:system ?ui\\b|systemoberfläche|system-ui|interface (?:utilisateur )?système|ui du système"
                    + "|interfaz del sistema|ia del sistema|iu del sistema|ui (?:di )?sistema|interfaccia (?:utente )?di sistema"
                    + "|interface do sistema|iu do sistema|systeeminterface|interfejs systemu|systemgränssnitt"
                    + "|интерфейс системы|система android|системный интерфейс|системний інтерфейс|sistem kullanıcı arayüzü"
                    + "|システム ?ui|系统界面|系統介面|系統使用者介面|시스템 ui"
                    + "|\\b(?:pixel |quickstep|trebuchet |nova |nexus |one ui |miui |system )?launcher\\d?\\b|quickstep|^one ui home\\b|^home screen\\b"
                    + "|\\bprocess system\\b|\\bandroid system\\b|android-system|système android|sistema android|^system\\b"
                    + "|google play[- ]?(?:services|store|dienste)|play services|google services framework|services google play"
                    + "|servicios de google play|google-app\\b|\\bgoogle app\\b|^google\\b|gboard|android keyboard|\\baosp\\b"
                    + "|com\\.android\\.[\\w.]+|com\\.google\\.android\\.[\\w.]+|android\\.process\\.\\w+"
                    + "|^(?:settings|einstellungen|paramètres|ajustes|impostazioni|phone|telefon|messages|nachrichten|bluetooth"
                    + "|contacts|kontakte|clock|uhr|calendar|kalender|chrome|camera|photos|media storage|external storage"
                    + "|download manager|package installer|permission controller|android system webview|carrier services"
                    + "|maestro(?: server| driver)?)\\b(?= (?:is|isn|keeps|has|reagiert|wird|wurde|ne|no|non|não)))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private SystemDialog() {}

    /** True if it is about a part of the system, not about the app that is tested. */
    public static boolean ofSystem(String text) {
        return SYSTEM.matcher(text.strip().replaceFirst("(?i)^unfortunately, ", ""))
                .find();
    }
}
