package io.mqttstack.codec.reason;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The constants of one family by their value, so that a look-up costs one read. */
final class CodeTable<E extends Enum<E> & ReasonCode> {
    private final List<Optional<E>> byCode;

    CodeTable(E[] constants) {
        var known = Arrays.stream(constants).collect(Collectors.toMap(ReasonCode::code, Function.identity()));
        byCode = IntStream.range(0, 256)
                .mapToObj(code -> Optional.ofNullable(known.get(code)))
                .toList();
    }

    Optional<E> of(int code) {
        return code >= 0 && code < byCode.size() ? byCode.get(code) : Optional.empty();
    }
}
