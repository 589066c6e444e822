package io.diptych.standalone.command;

import io.diptych.simulator.SimulatorMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Runs the provider simulator alone.
@Command(
        name = "simulator",
        description =
                "Runs the provider simulator alone; its flags: --port --price-book --speed --seed --invoice-file.")
final class SimulatorCommand implements Callable<Integer> {
    @Unmatched
    private List<String> flags = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        SimulatorMain.main(flags.toArray(String[]::new));
        Thread.currentThread().join();
        return 0;
    }
}
