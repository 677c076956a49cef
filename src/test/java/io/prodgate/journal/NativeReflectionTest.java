package io.prodgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A type that is forgotten here is missed only by whoever runs the native binary. */
class NativeReflectionTest {
    @Test
    void namesEveryTypeThatAnEventCanHold() {
        RegisterForReflection registered = NativeReflection.class.getAnnotation(RegisterForReflection.class);
        Set<Class<?>> reachable = new LinkedHashSet<>();
        collect(Event.class, reachable);

        assertThat(registered).isNotNull();
        assertThat(registered.targets()).containsExactlyInAnyOrderElementsOf(reachable);
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                collect(argument, found);
            }
        } else if (type instanceof Class<?> owner && owner.getName().startsWith("io.prodgate.") && found.add(owner)) {
            if (owner.isSealed()) {
                for (Class<?> permitted : owner.getPermittedSubclasses()) {
                    collect(permitted, found);
                }
            }
            if (owner.isRecord()) {
                for (RecordComponent component : owner.getRecordComponents()) {
                    collect(component.getGenericType(), found);
                }
            }
        }
    }
}
