package io.prodgate.system;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.prodgate.plan.TerraformOutputs.UnavailableException;
import java.io.IOException;

/**
 * Which state of which infrastructure: {@code {"version": 4, "serial": 17, "lineage": "8a4c…", …}}.
 *
 * @param lineage an id that terraform gives to a state when it is made
 * @param serial raised with every change
 */
public record TerraformState(String lineage, long serial) {
    /** So much of a state holds both: terraform writes them before outputs and resources. */
    static final int BEGINNING_BYTES = 64 << 10;

    /** Reads the beginning of a state; what follows is not looked at, and need not be there. */
    static TerraformState read(byte[] beginning, String from) throws UnavailableException {
        String lineage = "";
        long serial = -1;
        try (JsonParser json = new JsonFactory().createParser(beginning)) {
            json.nextToken();
            while ((lineage.isEmpty() || serial < 0) && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "lineage" -> lineage = String.valueOf(json.getValueAsString(""));
                    case "serial" -> serial = json.getValueAsLong(-1);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            // Told below. The library's own words may quote the state, and that is full of secrets.
        }
        if (lineage.isEmpty() || serial < 0) {
            throw new UnavailableException("the state of " + from
                    + " has no lineage and serial at its beginning; run 'terraform apply' there first");
        }
        return new TerraformState(lineage, serial);
    }
}
