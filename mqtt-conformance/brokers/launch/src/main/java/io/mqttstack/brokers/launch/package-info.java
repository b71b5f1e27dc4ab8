/**
 * What every broker process shares: its arguments, the line it prints when it is ready, and how it is ended.
 *
 * <p>The process that starts a broker and the broker speak three lines at most:
 *
 * <pre>
 * parent                                             broker
 *   java … Main --data=DIR --port=N …   ---------&gt;     start
 *                                       &lt;---------     READY port=N        (standard output)
 *   stop, or the end of the input       ---------&gt;     stop, exit status 0
 * </pre>
 *
 * <p>A broker that cannot start prints the reason on one line of standard error and exits with status 1. Since the end
 * of its input ends it, a broker never outlives its parent, however the parent dies. This package uses the JDK alone,
 * so that it adds nothing to the class path of any broker.
 */
package io.mqttstack.brokers.launch;
