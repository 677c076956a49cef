package io.prodgate.device.apk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The values of resources, {@code resources.arsc}: {@code ResTable_header} in
 * <a href="https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/libs/androidfw/include/androidfw/ResourceTypes.h">ResourceTypes.h</a>.
 */
final class ResourceTable {
    private static final String MAGIC = "\u0002\u0000";
    private static final int CHUNK = 8;
    private static final int POOL = 0x0001;
    private static final int PACKAGE = 0x0200;
    private static final int TYPE = 0x0201;
    private static final int SPARSE = 0x01;
    private static final int SHORT_OFFSETS = 0x02;
    private static final int COMPLEX = 0x0001;
    private static final int COMPACT = 0x0008;
    private static final int NO_ENTRY_SHORT = 0xffff;
    private static final long NO_ENTRY = 0xffff_ffffL;
    private static final int MOST_VALUES = 1_000;

    private final List<Type> types = new ArrayList<>();
    private Optional<StringPool> pool = Optional.empty();

    private ResourceTable() {}

    /** The values of one type for one configuration. */
    private record Type(int packageId, int id, Bytes chunk) {}

    /** A table without any resource. */
    static ResourceTable empty() {
        return new ResourceTable();
    }

    /** Reads a table. */
    static ResourceTable read(Bytes bytes) throws MalformedException {
        if (!bytes.startsWith(MAGIC)) {
            throw bytes.malformed("it is no table of resources");
        }
        ResourceTable table = new ResourceTable();
        table.walk(bytes, bytes.u16(2), 0);
        return table;
    }

    private void walk(Bytes bytes, long first, int packageId) throws MalformedException {
        long at = first;
        while (at + CHUNK <= bytes.size()) {
            long size = bytes.u32(at + 4);
            if (size < CHUNK || bytes.u16(at + 2) > size) {
                throw bytes.malformed("a part of it has no length");
            }
            Bytes chunk = bytes.part(at, size);
            int type = bytes.u16(at);
            if (type == POOL && packageId == 0 && pool.isEmpty()) {
                pool = Optional.of(new StringPool(chunk));
            } else if (type == PACKAGE && packageId == 0) {
                walk(chunk, chunk.u16(2), Math.max(1, (int) (chunk.u32(8) & 0xff)));
            } else if (type == TYPE && packageId != 0) {
                types.add(new Type(packageId, chunk.u8(8), chunk));
            }
            at += size;
        }
    }

    /** The strings that values are made of. */
    Optional<StringPool> strings() {
        return pool;
    }

    /** What a value stands for: itself, or the values of the resource it refers to, in all configurations, the default first. */
    List<ResourceValue> resolve(ResourceValue value) throws MalformedException {
        List<ResourceValue> found = new ArrayList<>();
        Deque<ResourceValue> open = new ArrayDeque<>(List.of(value));
        for (int step = 0; !open.isEmpty(); step++) {
            if (step > MOST_VALUES) {
                throw new MalformedException("resources.arsc", "its references go in a circle");
            }
            ResourceValue next = open.removeFirst();
            if (next.reference()) {
                values(next.data()).reversed().forEach(open::addFirst);
            } else {
                found.add(next);
            }
        }
        return found;
    }

    private List<ResourceValue> values(int id) throws MalformedException {
        List<ResourceValue> values = new ArrayList<>();
        for (Type type : types) {
            if (type.packageId() != id >>> 24 || type.id() != (id >>> 16 & 0xff)) {
                continue;
            }
            Optional<Long> entry = entry(type.chunk(), id & 0xffff);
            if (entry.isPresent()) {
                Optional<ResourceValue> value = value(type.chunk(), entry.get());
                // The default configuration has no bit set behind its size.
                value.ifPresent(found -> values.add(isDefault(type.chunk()) ? 0 : values.size(), found));
            }
            if (values.size() > MOST_VALUES) {
                throw type.chunk().malformed("a resource has more values than any build writes");
            }
        }
        return values;
    }

    private static boolean isDefault(Bytes type) {
        try {
            long size = Math.min(type.u32(20), type.u16(2) - 20);
            for (long at = 4; at < size; at++) {
                if (type.u8(20 + at) != 0) {
                    return false;
                }
            }
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    /** Where the entry of an index lies in its type's chunk. */
    private static Optional<Long> entry(Bytes type, int index) throws MalformedException {
        int flags = type.u8(9);
        long count = type.u32(12);
        long entries = type.u32(16);
        int offsets = type.u16(2);
        if ((flags & SPARSE) != 0) {
            for (long i = 0; i < count; i++) {
                if (type.u16(offsets + 4 * i) == index) {
                    return Optional.of(entries + 4L * type.u16(offsets + 4 * i + 2));
                }
            }
            return Optional.empty();
        }
        if (index >= count) {
            return Optional.empty();
        }
        if ((flags & SHORT_OFFSETS) != 0) {
            int offset = type.u16(offsets + 2L * index);
            return offset == NO_ENTRY_SHORT ? Optional.empty() : Optional.of(entries + 4L * offset);
        }
        long offset = type.u32(offsets + 4L * index);
        return offset == NO_ENTRY ? Optional.empty() : Optional.of(entries + offset);
    }

    private Optional<ResourceValue> value(Bytes type, long entry) throws MalformedException {
        int flags = type.u16(entry + 2);
        if ((flags & COMPACT) != 0) {
            return Optional.of(value(flags >>> 8, type.s32(entry + 4)));
        }
        if ((flags & COMPLEX) != 0) {
            return Optional.empty();
        }
        long value = entry + type.u16(entry);
        return Optional.of(value(type.u8(value + 3), type.s32(value + 4)));
    }

    private ResourceValue value(int type, int data) throws MalformedException {
        String text = type == ResourceValue.STRING && pool.isPresent()
                ? pool.get().get(data).orElse("")
                : "";
        return new ResourceValue(type, data, text);
    }
}
