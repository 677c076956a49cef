package io.prodgate.system.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.evidence.Time;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.CappedBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sends single requests to a Kubernetes API server through {@code kubectl}, with the account it has.
 *
 * <p>https://kubernetes.io/docs/reference/kubectl/
 */
public final class Kubectl {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MOST = 4 << 20;
    private static final int LONGEST = 300;
    private static final Pattern NOT_ALLOWED = Pattern.compile(
            "\\((Forbidden|Unauthorized)\\)|must be logged in|no context exists|does not exist|no such file");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;
    private final Map<String, String> environment;
    private final Time time;

    /**
     * A way to an API server.
     *
     * @param environment that kubectl sees
     */
    public Kubectl(Cluster cluster, Map<String, String> environment, Time time) {
        this.cluster = cluster;
        this.environment = Map.copyOf(environment);
        this.time = time;
    }

    /**
     * Reads what is at a path of the API.
     *
     * @throws KubectlException if there is no answer
     */
    public JsonNode get(String path) throws KubectlException, InterruptedException {
        return answer(List.of("get", "--raw", path));
    }

    /**
     * Reads the list that is at a path of the API.
     *
     * @throws KubectlException if there is no answer, or none with a list
     */
    public List<JsonNode> list(String path) throws KubectlException, InterruptedException {
        JsonNode items = get(path).path("items");
        if (!items.isArray()) {
            throw new KubectlException("there is no list at " + path, false);
        }
        return items.valueStream().toList();
    }

    /**
     * Creates something at a path of the API.
     *
     * @throws KubectlException if there is no answer
     */
    public JsonNode create(String path, JsonNode created) throws KubectlException, InterruptedException {
        try {
            Path file = Files.createTempFile("prodgate-", ".json");
            try {
                Files.writeString(file, created.toString());
                return answer(List.of("create", "--raw", path, "-f", file.toString()));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new KubectlException("what kubectl is to send cannot be written: " + e.getMessage(), true);
        }
    }

    private JsonNode answer(List<String> words) throws KubectlException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(cluster.options());
        command.add("--request-timeout=10s");
        command.addAll(words);
        CappedBytes said = new CappedBytes(MOST);
        CappedBytes complained = new CappedBytes(MOST);
        BoundedProcess.End end;
        try {
            end = new BoundedProcess(environment, Optional.empty(), TIMEOUT, time).run(command, said, complained);
        } catch (IOException e) {
            throw new KubectlException("kubectl cannot be started: " + e.getMessage(), true);
        }
        return switch (end) {
            case BoundedProcess.End.OutOfTime() ->
                throw new KubectlException("kubectl did not end within " + TIMEOUT.toSeconds() + " s", false);
            case BoundedProcess.End.Exited(int code, int _) -> {
                if (code != 0) {
                    String complaint = shortened(complained.text());
                    throw new KubectlException(
                            complaint, NOT_ALLOWED.matcher(complaint).find());
                }
                yield json(said.text());
            }
        };
    }

    private static JsonNode json(String text) throws KubectlException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new KubectlException("kubectl prints something else than JSON: " + shortened(text), false);
        }
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
