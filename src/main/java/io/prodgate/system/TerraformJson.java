package io.prodgate.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.prodgate.plan.TerraformOutputs.Output;
import io.prodgate.plan.TerraformOutputs.UnavailableException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON of {@code terraform output -json}: {@code {"api_url": {"sensitive": false, "type": "string", "value": "…"}}}. A
 * plain map {@code {"api_url": "…"}} is read too, for those who prepare the file themselves.
 */
final class TerraformJson {
    private static final String EXPECTED = "; write the file with: terraform output -json > FILE";

    private TerraformJson() {}

    static Map<String, Output> parse(byte[] json, String from) throws UnavailableException {
        JsonNode root = tree(json, from);
        if (!root.isObject()) {
            throw new UnavailableException(from + " is JSON, but not a map of outputs" + EXPECTED);
        }
        if (root.has("terraform_version") && root.has("outputs")) {
            throw new UnavailableException(from + " is a terraform state, not its outputs" + EXPECTED);
        }
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            JsonNode node = entry.getValue();
            boolean described = node.has("value") && node.path("sensitive").isBoolean();
            JsonNode value = described ? node.path("value") : node;
            if (!value.isNull()) {
                outputs.put(
                        entry.getKey(),
                        new Output(
                                text(value), described && node.path("sensitive").booleanValue()));
            }
        }
        return outputs;
    }

    private static JsonNode tree(byte[] json, String from) throws UnavailableException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            // The library's own words may quote the text, and the text may hold a secret.
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new UnavailableException(from + " is not JSON" + place
                    + "; write the file with 'terraform output -json', and in GitHub Actions set"
                    + " 'terraform_wrapper: false' for hashicorp/setup-terraform, which prints into the output");
        } catch (IOException e) {
            throw new UnavailableException(from + " cannot be read: " + e.getMessage());
        }
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
