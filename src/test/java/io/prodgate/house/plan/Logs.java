package io.prodgate.house.plan;

import java.util.logging.Logger;

/** Uses java.util.logging. */
final class Logs {
    void log() {
        Logger.getLogger("plan").info("from plan");
    }
}
