package io.prodgate.check.isolation;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Template;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Binds {@code database}. */
final class DatabaseReader {
    private static final String START = "jdbc:postgresql://";
    private static final Pattern CREDENTIAL = Pattern.compile("[?&](user|password|sslpassword)=|//[^/?]*@");
    private static final String COLUMN = "tenant_id";

    private final Keys own;

    DatabaseReader(Keys own) {
        this.own = own;
    }

    /** The walls of the database; empty if there are none, or something is wrong with them. */
    Optional<DatabasePlan> read(List<Tenant> tenants) {
        return own.mapping("database", keys -> database(keys, tenants)).flatMap(found -> found);
    }

    private static Optional<DatabasePlan> database(Keys keys, List<Tenant> tenants) {
        String url = keys.requiredText("url");
        if (keys.has("url") && !url.startsWith(START)) {
            keys.error("url", "'" + url + "' is no URL of PostgreSQL", "write " + START + "host:5432/database");
        }
        if (CREDENTIAL.matcher(url).find()) {
            keys.error("url", "a credential has no place in a URL", "write 'user' and 'password: ${secret.NAME}'");
        }
        String user = keys.requiredText("user");
        Optional<Template> password = keys.template("password", List.of("secret"));
        if (!keys.has("password")) {
            keys.error("password", "'password' is missing", "write 'password: ${secret.NAME}'");
        }
        if (password.filter(written -> written.references().isEmpty()).isPresent()) {
            keys.error("password", "a password has no place in a plan", "write 'password: ${secret.NAME}'");
        }
        List<String> tables = keys.texts("tables");
        String column = keys.text("column").orElse(COLUMN);
        String written = keys.requiredText("context");
        Optional<Context> context = Context.parse(written);
        if (keys.has("context") && context.isEmpty()) {
            keys.error(
                    "context",
                    "'" + written + "' is neither a function nor a setting",
                    "write set_tenant_context, or set_config(app.tenant_id)");
        }
        boolean tryWrites = keys.flag("try-writes", false);
        keys.done();
        return password.flatMap(secret ->
                context.map(found -> new DatabasePlan(url, user, secret, tables, column, found, tryWrites, tenants)));
    }
}
