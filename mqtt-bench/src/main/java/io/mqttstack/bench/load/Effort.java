package io.mqttstack.bench.load;

/**
 * How long a job goes on: each phase until either bound is reached.
 *
 * @param count messages of a phase at most
 * @param warmUpMillis milliseconds of the phase that does not count
 * @param measuredMillis milliseconds of the phase that counts
 * @param payload bytes of each payload, 16 or more
 */
record Effort(long count, long warmUpMillis, long measuredMillis, int payload) {}
