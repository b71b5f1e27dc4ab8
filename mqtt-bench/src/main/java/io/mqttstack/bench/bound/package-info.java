/**
 * The least work that a job can be: straight-line code that knows which packet comes, checks only what a decoder may not
 * leave unchecked (lengths, UTF-8, wildcards, flags), and makes the smallest object that holds the result. It is a bound, no
 * codec: there are no limits, no split packets and no errors that name a rule.
 */
@NullMarked
package io.mqttstack.bench.bound;

import org.jspecify.annotations.NullMarked;
