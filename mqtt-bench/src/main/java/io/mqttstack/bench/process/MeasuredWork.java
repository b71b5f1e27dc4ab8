package io.mqttstack.bench.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Runs {@link Work} as often as the parent asks for it, and answers what each run took. */
public final class MeasuredWork implements Program {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Work work;

    /**
     * Makes the work.
     *
     * @param arguments the name of its class, and what it is told
     * @throws Exception if it cannot be made
     */
    public MeasuredWork(List<String> arguments) throws Exception {
        work = ChildMain.create(Work.class, arguments.get(0), arguments.subList(1, arguments.size()));
    }

    @Override
    public String answer(String units) throws Exception {
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        Outcome outcome = work.run(Long.parseLong(units));
        long nanoseconds = System.nanoTime() - start;
        return new Sample(outcome.units(), nanoseconds, system.getProcessCpuTime() - cpu, outcome.figures()).line();
    }

    @Override
    public void close() throws IOException {
        work.close();
    }
}
