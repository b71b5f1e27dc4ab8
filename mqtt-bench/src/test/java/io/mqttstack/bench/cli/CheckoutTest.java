package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

    @Test
    void findsTheModuleThatTheCodeWasBuiltIn() {
        assertEquals(
                Optional.of("mqtt-bench"),
                Checkout.ofRunningCode().module().map(path -> path.getFileName().toString()));
    }

    @Test
    void knowsNoCommitOutsideARepository(@TempDir Path directory) {
        Checkout checkout = new Checkout(Optional.of(directory));
        assertEquals(Optional.empty(), checkout.commit());
        assertFalse(checkout.changed());
    }
}
