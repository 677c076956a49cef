package io.prodgate.lab.app;

import io.prodgate.lab.android.App;
import io.prodgate.lab.android.Node;
import java.util.List;
import java.util.Map;

/** An app that nobody has written a script for: it shows its name. */
final class BlankApp implements App {
    private final String name;

    BlankApp(String name) {
        this.name = name;
    }

    @Override
    public void start(Map<String, String> extras) {}

    @Override
    public void stop() {}

    @Override
    public void clear() {}

    @Override
    public List<Node> screen() {
        return List.of(Node.text("name", name));
    }

    @Override
    public void type(String text) {}

    @Override
    public void erase(int characters) {}

    @Override
    public void back() {}
}
