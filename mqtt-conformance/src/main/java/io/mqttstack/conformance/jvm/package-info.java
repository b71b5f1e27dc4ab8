/**
 * Programs in JVMs of their own, started many times, each time in half of the time that it would take.
 *
 * <pre>
 *   JavaProgram ── the command line ──&gt; a process
 *       └─ ClassArchive: the classes that a Rehearsal has loaded, kept beside what was built
 * </pre>
 */
@NullMarked
package io.mqttstack.conformance.jvm;

import org.jspecify.annotations.NullMarked;
