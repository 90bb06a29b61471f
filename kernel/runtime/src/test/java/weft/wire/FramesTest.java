package weft.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one side writes, the other reads: every kind of frame there is, filled at random. */
class FramesTest {

    private static final int EACH = 50;
    private static final List<String> TEXTS =
            List.of("", "a", "é 漢字 😀", "line\nline\r\n\0", "x".repeat(70_000), "{\"json\": [1]}");

    /** Found by reflection, so that a kind that is added is tested without a word here. */
    static Stream<Class<?>> kinds() {
        return Stream.of(ToUserVm.class, ToHost.class).flatMap(FramesTest::records);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(FramesTest::records);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void frame_writtenAndRead_isTheSame(Class<?> kind) throws Exception {
        Random random = new Random(kind.getName().hashCode());
        for (int i = 0; i < EACH; i++) {
            Object message = record(kind, random, 0);

            ByteBuffer frame =
                    message instanceof ToUserVm out ? FrameWriter.frame(out) : FrameWriter.frame((ToHost) message);
            int length = frame.getInt();
            assertThat(length).as("length of %s", message).isEqualTo(frame.remaining());
            Object read = message instanceof ToUserVm ? FrameReader.toUserVm(frame) : FrameReader.toHost(frame);

            assertThat(frame.remaining()).as("bytes left over of %s", kind).isZero();
            assertThat(read).usingRecursiveComparison().isEqualTo(message);
        }
    }

    private static Object record(Class<?> type, Random random, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] =
                    nullable && random.nextInt(3) == 0 ? null : value(components[i].getGenericType(), random, depth);
            if (nullable && depth > 2) {
                values[i] = null;
            }
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    private static Object value(Type type, Random random, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return container(generic, random, depth);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == int.class) {
            return random.nextInt();
        }
        if (plain == long.class) {
            return random.nextLong();
        }
        if (plain == boolean.class) {
            return random.nextBoolean();
        }
        if (plain == double.class) {
            return random.nextDouble();
        }
        if (plain == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        if (plain == byte[].class) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        }
        if (plain == StackTraceElement.class) {
            return new StackTraceElement(
                    null, random.nextBoolean() ? "a.module" : null, null, "Type", "method", null, random.nextInt(99));
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        if (plain.isRecord()) {
            return record(plain, random, depth + 1);
        }
        throw new AssertionError("Frames hold a type that this test cannot make: " + type);
    }

    private static Object container(ParameterizedType type, Random random, int depth)
            throws ReflectiveOperationException {
        int size = depth > 2 ? 0 : random.nextInt(4);
        if (type.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(value(type.getActualTypeArguments()[0], random, depth));
            }
            return list;
        }
        if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put("key " + i, value(type.getActualTypeArguments()[1], random, depth));
            }
            return map;
        }
        throw new AssertionError("Frames hold a container that this test cannot make: " + type);
    }
}
