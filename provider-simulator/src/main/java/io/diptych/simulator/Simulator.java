package io.diptych.simulator;

import io.diptych.simulator.ark.Ark;
import io.diptych.simulator.chance.Dice;
import io.diptych.simulator.chance.Pace;
import io.diptych.simulator.chance.RequestIds;
import io.diptych.simulator.control.FaultEndpoints;
import io.diptych.simulator.control.Health;
import io.diptych.simulator.control.InvoiceEndpoints;
import io.diptych.simulator.control.LimitEndpoints;
import io.diptych.simulator.control.QualityEndpoints;
import io.diptych.simulator.drawing.QualityProfiles;
import io.diptych.simulator.drawing.Studio;
import io.diptych.simulator.fault.FaultPlan;
import io.diptych.simulator.fault.FaultRules;
import io.diptych.simulator.gemini.Gemini;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.HttpServer;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.invoice.Invoice;
import io.diptych.simulator.invoice.PriceBooks;
import io.diptych.simulator.limit.AccountLimits;
import io.diptych.simulator.openai.OpenAi;
import io.diptych.simulator.veo.Veo;
import io.diptych.simulator.workshop.Workshop;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/// The providers, simulated: an HTTP server on the loopback address that answers as OpenAI and Gemini do.
///
/// To add a provider, write a [Feature] for it and name it in [#start(SimulatorOptions, InstantSource)].
public final class Simulator implements AutoCloseable {

    private final HttpServer server;
    private final Workshop workshop;
    private final AccountLimits limits;
    private final OpenAi openAi;
    private final Gemini gemini;
    private final Veo veo;

    private Simulator(
            HttpServer server, Workshop workshop, AccountLimits limits, OpenAi openAi, Gemini gemini, Veo veo) {
        this.server = server;
        this.workshop = workshop;
        this.limits = limits;
        this.openAi = openAi;
        this.gemini = gemini;
        this.veo = veo;
    }

    /// Starts a simulator; it answers when this returns.
    ///
    /// @throws IllegalArgumentException      if there is no such price book, or the invoice file is not one
    /// @throws java.io.UncheckedIOException if the port is taken or the invoice file cannot be opened
    public static Simulator start(SimulatorOptions options) {
        return start(options, InstantSource.system());
    }

    /// Starts a simulator whose time stamps and batches follow this clock. Latencies are real all the same.
    public static Simulator start(SimulatorOptions options, InstantSource clock) {
        Dice dice = new Dice(options.seed());
        Invoice invoice = new Invoice(PriceBooks.load(options.priceBook()), clock, options.invoiceFile());
        Workshop workshop = new Workshop(
                dice,
                new Pace(dice, options.speed()),
                new Studio(Runtime.getRuntime().availableProcessors()),
                faults(options, dice, clock),
                invoice,
                new RequestIds(new SplittableRandom()),
                clock);
        AccountLimits limits = new AccountLimits(clock);
        Gemini gemini = new Gemini(workshop, options.batchLatency());
        OpenAi openAi = new OpenAi(workshop, limits, options.batchLatency());
        Veo veo = new Veo(workshop, gemini.files());
        List<Feature> features = List.of(
                openAi,
                gemini,
                veo,
                new Ark(workshop),
                new FaultEndpoints(workshop.faults()),
                new LimitEndpoints(limits),
                new QualityEndpoints(workshop.studio().quality()),
                new InvoiceEndpoints(invoice, () -> {
                    openAi.settle();
                    gemini.settle();
                    veo.settle();
                }),
                new Health(workshop));
        Routes routes = new Routes();
        features.forEach(feature -> feature.addTo(routes));
        try {
            return new Simulator(HttpServer.start(options.port(), routes), workshop, limits, openAi, gemini, veo);
        } catch (RuntimeException e) {
            gemini.close();
            veo.close();
            workshop.studio().close();
            invoice.close();
            throw e;
        }
    }

    private static FaultPlan faults(SimulatorOptions options, Dice dice, InstantSource clock) {
        FaultPlan plan = new FaultPlan(dice, clock);
        if (options.faults() != null) {
            plan.add(FaultRules.read(options.faults()));
        }
        return plan;
    }

    /// Where it listens, without a path: the base URL of the Gemini API.
    public URI baseUrl() {
        return server.baseUrl();
    }

    /// The base URL of the OpenAI API.
    public URI openAiBaseUrl() {
        return baseUrl().resolve("/v1");
    }

    /// What has been billed by now.
    public Invoice invoice() {
        openAi.settle();
        gemini.settle();
        veo.settle();
        return workshop.invoice();
    }

    /// What models get wrong by themselves: nothing, until a profile is set.
    public QualityProfiles quality() {
        return workshop.studio().quality();
    }

    /// What an account may ask of OpenAI in a minute.
    public AccountLimits limits() {
        return limits;
    }

    /// Which calls go wrong.
    public FaultPlan faults() {
        return workshop.faults();
    }

    /// Waits until the simulator has been closed.
    void join() throws InterruptedException {
        server.join();
    }

    /// Ends the simulator. Calls in flight get no answer.
    @Override
    public void close() {
        server.close();
        gemini.close();
        veo.close();
        workshop.studio().close();
        workshop.invoice().close();
    }
}
