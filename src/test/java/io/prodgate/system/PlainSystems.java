package io.prodgate.system;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clients for tests outside of Quarkus, whose own clients are generated when the application is built: reads the same annotations by
 * reflection. {@link RestSystemsTest} holds both against each other.
 */
public final class PlainSystems implements Systems {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Override
    public <T> T client(Class<T> api, Visit visit) {
        return api.cast(Proxy.newProxyInstance(
                api.getClassLoader(),
                new Class<?>[] {api},
                (self, method, arguments) -> call(api, method, arguments == null ? new Object[0] : arguments, visit)));
    }

    private static @Nullable Object call(Class<?> api, Method method, Object[] arguments, Visit visit)
            throws Exception {
        Call call = new Call(path(api) + path(method));
        for (int i = 0; i < arguments.length; i++) {
            call.take(method.getParameterAnnotations()[i], arguments[i]);
        }
        call.accept(Stream.of(method.getAnnotation(Produces.class), api.getAnnotation(Produces.class))
                .filter(produces -> produces != null)
                .findFirst());
        String verb = Arrays.stream(method.getAnnotations())
                .flatMap(annotation ->
                        Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
                .map(HttpMethod::value)
                .findFirst()
                .orElseThrow();
        byte[] answer = visit.send(verb, call.url(visit.url()), call.headers, call.body())
                .body();
        try {
            return JSON.readValue(answer, JSON.constructType(method.getGenericReturnType()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(java.lang.reflect.AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null || path.value().isEmpty() ? "" : "/" + path.value().replaceAll("^/|/$", "");
    }

    private static final class Call {
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private final List<String> query = new ArrayList<>();
        private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        private Optional<Object> entity = Optional.empty();
        private String path;

        private Call(String path) {
            this.path = path;
        }

        private void take(Annotation[] annotations, @Nullable Object value) {
            if (value == null) {
                return;
            }
            Collection<?> values = value instanceof Collection<?> several ? several : List.of(value);
            if (annotations.length == 0) {
                entity = Optional.of(value);
            }
            for (Annotation annotation : annotations) {
                switch (annotation) {
                    case PathParam parameter ->
                        path = path.replaceAll("\\{" + parameter.value() + "(:[^}]*)?}", encoded(value));
                    case QueryParam parameter ->
                        values.forEach(one -> query.add(encoded(parameter.value()) + "=" + form(one)));
                    case FormParam parameter -> values.forEach(one -> form.add(parameter.value(), String.valueOf(one)));
                    case HeaderParam parameter ->
                        values.forEach(one -> headers.add(Map.entry(parameter.value(), String.valueOf(one))));
                    default -> throw new IllegalStateException("not known here: " + annotation);
                }
            }
        }

        private void accept(Optional<Produces> produces) {
            produces.ifPresent(types -> headers.add(Map.entry("Accept", String.join(",", types.value()))));
            if (!form.isEmpty()) {
                headers.add(Map.entry("Content-Type", "application/x-www-form-urlencoded"));
            } else if (entity.isPresent()) {
                headers.add(Map.entry("Content-Type", "application/json"));
            }
        }

        private URI url(URI base) {
            String joined = base.toString().replaceAll("/$", "") + path;
            return URI.create(query.isEmpty() ? joined : joined + "?" + String.join("&", query));
        }

        private Optional<byte[]> body() {
            return form.isEmpty() ? entity.map(Bodies::bytes) : Optional.of(Bodies.bytes(form));
        }

        private static String encoded(Object value) {
            return form(value).replace("+", "%20");
        }

        /** As values in a query are: a blank is a plus. */
        private static String form(Object value) {
            return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
        }
    }
}
