package io.mqttstack.codec.internal.print;

/**
 * A field and where it is.
 *
 * <pre>
 *   start ... maskedFrom ... end
 *   | shown   | masked     |
 * </pre>
 *
 * @param start the index of its first byte
 * @param end the index behind its last byte
 * @param maskedFrom the index of the first byte that is not shown, {@code end} where all are
 * @param nested whether it belongs to a block of properties
 * @param name the specification's name
 * @param value its meaning, escaped
 */
record Field(int start, int end, int maskedFrom, boolean nested, String name, String value) {}
