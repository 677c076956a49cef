package io.prodgate.lab.maestro;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * Calls a Kotlin constructor with the engine's own default arguments. Kotlin keeps them in a synthetic constructor that takes
 * a bit for every argument that is left out, and that Java's compiler does not see.
 */
final class KotlinDefaults {
    private KotlinDefaults() {}

    /**
     * Constructs an object.
     *
     * @param type a class with one constructor that has defaults, of at most 31 arguments
     * @param given the arguments that are not left to their defaults, by position from 0
     */
    static <T> T construct(Class<T> type, Map<Integer, Object> given) {
        for (Constructor<?> constructor : type.getConstructors()) {
            Class<?>[] types = constructor.getParameterTypes();
            if (constructor.isSynthetic()
                    && types[types.length - 1].getSimpleName().equals("DefaultConstructorMarker")) {
                try {
                    return type.cast(constructor.newInstance(arguments(types, given)));
                } catch (InvocationTargetException e) {
                    throw new IllegalStateException(e.getCause());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalStateException("No constructor with defaults: " + type);
    }

    private static Object[] arguments(Class<?>[] types, Map<Integer, Object> given) {
        Object[] arguments = new Object[types.length];
        int left = 0;
        for (int at = 0; at < types.length - 2; at++) {
            arguments[at] = given.containsKey(at) ? given.get(at) : nothing(types[at]);
            left |= given.containsKey(at) ? 0 : 1 << at;
        }
        arguments[types.length - 2] = left;
        return arguments;
    }

    private static Object nothing(Class<?> type) {
        if (!type.isPrimitive()) {
            return null;
        }
        return switch (type.getName()) {
            case "boolean" -> false;
            case "int" -> 0;
            case "long" -> 0L;
            default -> throw new IllegalArgumentException(type.getName());
        };
    }
}
