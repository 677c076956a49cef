package io.prodgate.lab.android;

import java.util.List;
import java.util.Map;

/** An app that can be installed: a script in place of its code. Called from several threads. */
public interface App {
    /** Its process starts, with what the intent brought along. */
    void start(Map<String, String> extras);

    /** Its process ends; what it has stored stays. */
    void stop();

    /** All that it has stored is gone. */
    void clear();

    /** What is on its screen, from top to bottom. */
    List<Node> screen();

    /** Text is typed into the field that has the focus. */
    void type(String text);

    /** Characters are taken away from the end of the field that has the focus. */
    void erase(int characters);

    /** The back key. */
    void back();
}
