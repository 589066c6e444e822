package io.diptych.benchmarks.workers;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.Part;
import io.diptych.standalone.bench.Benchmark;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// How busy a worker keeps its slots, against the ideal: every slot busy as long as there is work for
/// it.
public final class WorkersBenchmark implements Benchmark {
    private static final List<Load> QUICK = List.of(new Load(500, 100, Duration.ofSeconds(3), 1));
    private static final List<Load> FULL = List.of(
            new Load(1_500, 100, Duration.ofSeconds(3), 1),
            new Load(1_500, 100, Duration.ofSeconds(3), 4),
            new Load(3_000, 1_000, Duration.ofSeconds(10), 1));

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public String description() {
        return "share of a worker's slots that is busy, against the ideal; what is bought twice";
    }

    @Override
    public Map<String, Object> run(boolean quick, PrintStream text) throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        Map<String, Object> paidTwice = new LinkedHashMap<>();
        Map<String, Object> runs = new LinkedHashMap<>();
        Path assets = Files.createTempDirectory("diptych-bench-assets");
        try (EmbeddedInfrastructure infrastructure =
                EmbeddedInfrastructure.start(EmbeddedOptions.throwAway().withParts(Part.BROKER, Part.REGISTRY))) {
            PumpRun pump = new PumpRun(infrastructure, assets, image());
            int number = 0;
            for (Load load : quick ? QUICK : FULL) {
                PumpRun.Figures measured = pump.run("bench" + number + ".", load);
                text.printf(
                        Locale.ROOT,
                        "%-32s busy %.1f %%   whole run %.1f %%   ramp %.1f s   threads %d   heap %d MB   bought twice %d%n",
                        load.title(),
                        100 * measured.steady(),
                        100 * measured.overall(),
                        measured.ramp().toMillis() / 1000.0,
                        measured.threads(),
                        measured.heapMb(),
                        measured.paidTwice());
                runs.put(
                        load.title(),
                        Map.of(
                                "utilisation", measured.steady(),
                                "wholeRun", measured.overall(),
                                "rampSeconds", measured.ramp().toMillis() / 1000.0,
                                "threads", measured.threads(),
                                "heapMb", measured.heapMb()));
                paidTwice.put(load.title(), measured.paidTwice());
                if (number++ == 0) {
                    figures.put("utilisation", measured.steady());
                    figures.put("threads", measured.threads());
                    figures.put("heapMb", measured.heapMb());
                }
            }
        } finally {
            delete(assets);
        }
        figures.put("peers", Map.of());
        figures.put("paidTwice", paidTwice);
        figures.put("runs", runs);
        return figures;
    }

    private static byte[] image() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", bytes)) {
            throw new IOException("the JDK writes no PNG");
        }
        return bytes.toByteArray();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
