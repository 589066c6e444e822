package io.diptych.router;

import io.diptych.catalog.Catalog;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.service.DiptychProperties;
import io.diptych.platform.workload.TopologyWorkload;
import io.diptych.router.intake.RequestMapper;
import io.diptych.router.intake.RequestRules;
import io.diptych.router.kafka.CommitPace;
import io.diptych.router.kafka.Desk;
import io.diptych.router.kafka.EscalationRouting;
import io.diptych.router.kafka.KafkaOutcomeReader;
import io.diptych.router.kafka.RepeatsTopology;
import io.diptych.router.kafka.RequestRouting;
import io.diptych.router.kafka.RouterMeters;
import io.diptych.router.kafka.RouterTopology;
import io.diptych.router.live.BudgetBoard;
import io.diptych.router.live.CancellationBoard;
import io.diptych.router.live.HealthBoard;
import io.diptych.router.live.LiveState;
import io.diptych.router.live.PolicyBoard;
import io.diptych.router.policy.Policies;
import io.diptych.router.routing.Decider;
import io.diptych.router.routing.Endpoints;
import io.diptych.router.routing.Escalations;
import io.diptych.router.routing.Ranking;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The beans of the router.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouterProperties.class)
class RouterConfiguration {
    private static final Logger log = LoggerFactory.getLogger(RouterConfiguration.class);

    @Bean
    Catalog catalog() {
        return Catalog.load();
    }

    @Bean
    Policies policies(RouterProperties router, Catalog catalog) {
        String folder = router.policiesFolder();
        Policies policies = folder == null
                ? Policies.shipped(catalog, router.defaultPolicy(), router.settings())
                : Policies.in(Path.of(folder), catalog, router.defaultPolicy(), router.settings());
        policies.warnings()
                .forEach(warning -> log.atWarn().addKeyValue("warning", warning).log("policy read with a warning"));
        return policies.withTenants(router.tenants());
    }

    /// With live providers models live and die where they are called; a simulator has them all.
    static Endpoints endpoints(RouterProperties router, Catalog catalog, boolean isLive) {
        return isLive ? Endpoints.live(catalog, "gemini-api", router.endpoints()) : new Endpoints(router.endpoints());
    }

    @Bean
    Decider decider(DiptychProperties diptych, RouterProperties router, Catalog catalog, Environment environment) {
        boolean isLive = environment.getProperty("diptych.live", Boolean.class, false);
        return new Decider(
                catalog,
                Set.copyOf(diptych.models()),
                catalog.priceBook(router.priceBook()),
                Ranking.BY_WEIGHTS,
                endpoints(router, catalog, isLive));
    }

    @Bean
    LiveState liveState(RouterProperties router, Policies policies, InstantSource clock) {
        return new LiveState(
                new PolicyBoard(policies),
                new HealthBoard(router.healthMemory()),
                new BudgetBoard(router.hardBudgets()),
                new CancellationBoard(clock));
    }

    @Bean
    RequestRouting requestRouting(Catalog catalog, LiveState live, Decider decider) {
        return new RequestRouting(names -> new RequestRules(catalog, names), new RequestMapper(catalog), live, decider);
    }

    @Bean
    EscalationRouting escalationRouting(LiveState live, Decider decider) {
        return new EscalationRouting(live, new Escalations(decider::expectedMillis));
    }

    @Bean
    RouterMeters routerMeters(MeterRegistry registry) {
        return new RouterMeters(registry);
    }

    @Bean
    Desk desk(Topics topics, EventCodec codec, RouterMeters meters, PlatformMeters platformMeters) {
        return new Desk(topics, codec, meters, platformMeters, new CommitPace());
    }

    @Bean
    TopologyWorkload routerTopology(
            DiptychProperties diptych,
            RouterProperties router,
            KafkaSettings kafka,
            Desk desk,
            LiveState live,
            RequestRouting requests,
            EscalationRouting escalations,
            InstantSource clock) {
        RouterTopology topology = new RouterTopology(desk, live, requests, escalations, clock);
        return new TopologyWorkload(
                "router.topology",
                topology::build,
                RouterTopology.settings(
                        kafka, diptych.topicPrefix() + "router", diptych.stateDir() + "/router", router.threads()),
                desk.platformMeters(),
                diptych.shutdownGrace());
    }

    @Bean
    TopologyWorkload repeatsTopology(DiptychProperties diptych, KafkaSettings kafka, Desk desk, InstantSource clock) {
        return new TopologyWorkload(
                "router.repeats",
                () -> RepeatsTopology.build(
                        desk, () -> new KafkaOutcomeReader(kafka, desk.topics().outcomes()), clock),
                kafka.streams(diptych.topicPrefix() + "router-repeats", diptych.stateDir() + "/router-repeats"),
                desk.platformMeters(),
                diptych.shutdownGrace());
    }
}
