package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesMembersInOrderAndEscapesWhatJsonCannotHold() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("command", "--filter \"a\\b\"");
        members.put("outcome", "two\nlines, ü");
        assertEquals(
                "{\n  \"command\": \"--filter \\\"a\\\\b\\\"\",\n  \"outcome\": \"two\\u000alines, ü\"\n}\n",
                Json.object(members));
    }
}
