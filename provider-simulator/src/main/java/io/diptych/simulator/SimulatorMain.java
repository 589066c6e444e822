package io.diptych.simulator;

import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs the simulator as a process of its own. Prints one line when it is ready, and ends on SIGTERM or SIGINT.
public final class SimulatorMain {

    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private SimulatorMain() {}

    public static void main(String[] args) throws InterruptedException {
        System.setProperty("java.awt.headless", "true");
        JETTY.setLevel(Level.WARNING);
        Simulator simulator;
        try {
            simulator = Simulator.start(CommandLine.parse(args, System::getenv));
        } catch (IllegalArgumentException e) {
            System.err.println("simulator: " + e.getMessage());
            System.err.print(CommandLine.USAGE);
            System.exit(2);
            return;
        } catch (UncheckedIOException e) {
            System.err.println("simulator: " + e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-close"));
        System.out.println("simulator ready on " + simulator.baseUrl());
        simulator.join();
    }
}
