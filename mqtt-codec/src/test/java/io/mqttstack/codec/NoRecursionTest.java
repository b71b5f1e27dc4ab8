package io.mqttstack.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No input makes the codec's stack deeper: no method calls itself, through others or not. */
class NoRecursionTest {
    private static final String CODEC = "io.mqttstack.codec";
    private static final String DIRECTORY = "io/mqttstack/codec/";

    /** In bytes; the JVM may take more, but nothing like what a call per byte would need. */
    private static final int SMALL_STACK = 200_000;

    /** The longest string of a packet, in levels of a topic. */
    private static final int LEVELS = 65_535;

    @Test
    void noMethodOfTheCodecReachesItself() {
        Map<String, Set<String>> calls = calls();
        // What calls nothing that is left cannot be part of a circle.
        boolean found = true;
        while (found) {
            List<String> ends = calls.keySet().stream()
                    .filter(method -> calls.get(method).stream().noneMatch(calls::containsKey))
                    .toList();
            ends.forEach(calls::remove);
            found = !ends.isEmpty();
        }
        assertEquals(Set.of(), calls.keySet());
    }

    /** Which methods and constructors of the codec each of them may call. */
    private static Map<String, Set<String>> calls() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(location -> !isTest(location))
                .importPackages(CODEC);
        Map<String, Set<String>> calls = new HashMap<>();
        for (JavaClass type : classes) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                Set<String> called = calls.computeIfAbsent(unit.getFullName(), name -> new TreeSet<>());
                Stream.concat(unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream())
                        .map(access -> access.getTarget())
                        .filter(target -> target.getOwner().getName().startsWith(CODEC))
                        .forEach(target -> called.addAll(withOverrides(target)));
            }
        }
        assertTrue(calls.size() > 500, () -> calls.size() + " methods found");
        return calls;
    }

    /** Whether a class comes from the sources of the tests, in whichever directory it was compiled to. */
    private static boolean isTest(Location location) {
        String path = location.asURI().toString();
        String inner = path.substring(path.lastIndexOf(DIRECTORY));
        String outer = inner.replaceFirst("(\\$.*)?\\.class$", ".java");
        return Files.exists(Path.of("src/test/java").resolve(outer));
    }

    /** A method, and what it may turn out to be in a subclass. */
    private static Set<String> withOverrides(CodeUnitAccessTarget target) {
        Set<String> names = new TreeSet<>(Set.of(target.getFullName()));
        if (!target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
            String behindOwner =
                    target.getFullName().substring(target.getOwner().getName().length());
            target.getOwner().getAllSubclasses().forEach(subclass -> names.add(subclass.getName() + behindOwner));
        }
        return names;
    }

    @Test
    void theHandlerIsCalledFromTheSameDepthForEveryPacket() {
        byte[] bytes = new byte[20_000];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = (byte) 0xC0;
        }
        List<Long> depths = new ArrayList<>();
        PacketDecoder.of(ProtocolVersion.V5_0, Sender.CLIENT, DecodeLimits.DEFAULT)
                .decode(
                        bytes,
                        0,
                        bytes.length,
                        packet -> depths.add(StackWalker.getInstance().walk(Stream::count)));
        assertEquals(10_000, depths.size());
        assertEquals(1, depths.stream().distinct().count());
    }

    @Test
    void aSmallStackIsEnoughForTheLargestPackets() {
        onSmallStack(() -> {
            byte[] filter = new byte[LEVELS + 3];
            filter[0] = (byte) 0xFF;
            filter[1] = (byte) 0xFF;
            Arrays.fill(filter, 2, LEVELS + 2, (byte) '/');
            int count = 255;
            int length = 2 + count * filter.length;
            byte[] packet = new byte[5 + length];
            packet[0] = (byte) 0x82;
            for (int i = 1, rest = length; i < 5; i++, rest >>= 7) {
                packet[i] = (byte) ((rest & 0x7F) | (i < 4 ? 0x80 : 0));
            }
            packet[6] = 1;
            for (int i = 0; i < count; i++) {
                System.arraycopy(filter, 0, packet, 7 + i * filter.length, filter.length);
            }
            List<Object> packets = new ArrayList<>();
            PacketDecoder.of(ProtocolVersion.V3_1_1, Sender.CLIENT, DecodeLimits.DEFAULT)
                    .decode(packet, 0, packet.length, packets::add);
            assertEquals(1, packets.size());
        });
    }

    @Test
    void aSmallStackIsEnoughToMatchAsManyLevelsAsThereCanBe() {
        onSmallStack(() -> {
            TopicName name = TopicName.of("/".repeat(LEVELS));
            TopicFilter filter = TopicFilter.of("+/".repeat(LEVELS / 2) + "+");
            assertTrue(TopicFilter.of("/".repeat(LEVELS)).matches(name));
            assertTrue(TopicFilter.of("+/".repeat(LEVELS / 2) + "#").matches(name));
            assertEquals(false, filter.matches(name));
        });
    }

    private static void onSmallStack(Runnable action) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Runnable reporting = () -> {
            try {
                action.run();
                done.complete(true);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        };
        new Thread(null, reporting, "small stack", SMALL_STACK).start();
        assertEquals(true, done.join());
    }
}
