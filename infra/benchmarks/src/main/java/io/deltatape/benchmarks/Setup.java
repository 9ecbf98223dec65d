package io.deltatape.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/// The machine and the runtime that a figure was measured on, as a line to print beside it.
final class Setup {
    private Setup() {}

    static String line() {
        var runtime = Runtime.getRuntime();
        var collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(bean -> bean.getName())
                .toList();
        return String.format(
                Locale.ROOT,
                "%s %s, %d cores, load average %.2f, Java %s, heap %d MB, %s",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version(),
                runtime.maxMemory() >> 20,
                String.join(" + ", collectors));
    }
}
