package io.diptych.cost;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.PriceBook;
import io.diptych.cost.alert.AlertCourier;
import io.diptych.cost.alert.AlertProperties;
import io.diptych.cost.budget.BudgetFile;
import io.diptych.cost.budget.Budgets;
import io.diptych.cost.dashboard.AttemptQueries;
import io.diptych.cost.dashboard.DashboardQueries;
import io.diptych.cost.dashboard.DashboardSink;
import io.diptych.cost.dashboard.FeedbackQueries;
import io.diptych.cost.kafka.CostMeters;
import io.diptych.cost.kafka.CostTopology;
import io.diptych.cost.ledger.LedgerAttempts;
import io.diptych.cost.ledger.LedgerDatabase;
import io.diptych.cost.ledger.LedgerQueries;
import io.diptych.cost.ledger.LedgerSink;
import io.diptych.cost.ledger.PostgresHealth;
import io.diptych.cost.picture.Thumbnails;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.RollupRetention;
import io.diptych.cost.settlement.InvoiceDesk;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.postgres.PostgresProperties;
import io.diptych.platform.service.DiptychProperties;
import io.diptych.platform.workload.TopologyWorkload;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    AlertProperties.class,
    CostProperties.class,
    PostgresProperties.class,
    RollupRetention.class
})
class CostConfiguration {

    @Bean
    PriceBook priceBook(CostProperties cost) {
        Catalog catalog = cost.catalogFolder() == null ? Catalog.load() : Catalog.load(cost.catalogFolder());
        return catalog.priceBook(cost.priceBook());
    }

    @Bean
    Budgets budgets(CostProperties cost) {
        return cost.budgetsFile() == null ? Budgets.NONE : BudgetFile.read(cost.budgetsFile());
    }

    @Bean
    CostMeters costMeters(MeterRegistry registry, PlatformMeters platform) {
        return new CostMeters(registry, platform);
    }

    @Bean
    CostTopology costTopology(
            Topics topics,
            EventCodec codec,
            PriceBook book,
            Budgets budgets,
            RollupRetention retention,
            CostMeters meters,
            InstantSource clock) {
        return new CostTopology(topics, codec, new Postings(book), budgets, retention, meters, clock);
    }

    @Bean
    TopologyWorkload costTopologyWorkload(
            CostTopology topology, KafkaSettings kafka, DiptychProperties diptych, PlatformMeters meters) {
        return new TopologyWorkload(
                "cost.topology",
                topology::build,
                kafka.streams(diptych.topicPrefix() + "cost", diptych.stateDir() + "/cost"),
                meters,
                diptych.shutdownGrace());
    }

    @Bean
    LedgerDatabase ledgerDatabase(PostgresProperties postgres) {
        return new LedgerDatabase(postgres);
    }

    @Bean
    LedgerSink ledgerSink(
            KafkaSettings kafka,
            DiptychProperties diptych,
            Topics topics,
            EventCodec codec,
            LedgerDatabase database,
            CostMeters meters,
            PlatformMeters platform) {
        return new LedgerSink(
                kafka, diptych.topicPrefix() + "cost.ledger", topics.costEntries(), codec, database, meters, platform);
    }

    @Bean
    LedgerQueries ledgerQueries(LedgerDatabase database) {
        return new LedgerQueries(database.connections());
    }

    @Bean
    LedgerAttempts ledgerAttempts(LedgerDatabase database) {
        return new LedgerAttempts(database.connections());
    }

    @Bean
    DashboardSink dashboardSink(
            KafkaSettings kafka,
            DiptychProperties diptych,
            Topics topics,
            EventCodec codec,
            LedgerDatabase database,
            CostMeters meters,
            PlatformMeters platform,
            InstantSource clock) {
        return new DashboardSink(
                kafka, diptych.topicPrefix() + "cost.dashboard", topics, codec, database, meters, platform, clock);
    }

    @Bean
    DashboardQueries dashboardQueries(LedgerDatabase database, Topics topics) {
        return new DashboardQueries(database.connections(), topics);
    }

    @Bean
    AttemptQueries attemptQueries(LedgerDatabase database) {
        return new AttemptQueries(database.connections());
    }

    @Bean
    FeedbackQueries feedbackQueries(LedgerDatabase database) {
        return new FeedbackQueries(database.connections());
    }

    @Bean
    Thumbnails thumbnails(AssetStore assets) {
        return new Thumbnails(assets);
    }

    @Bean
    InvoiceDesk invoiceDesk(
            LedgerAttempts attempts, KafkaSettings kafka, Topics topics, EventCodec codec, InstantSource clock) {
        return new InvoiceDesk(attempts, kafka, topics, codec, clock);
    }

    @Bean
    AlertCourier alertCourier(
            KafkaSettings kafka,
            DiptychProperties diptych,
            Topics topics,
            EventCodec codec,
            AlertProperties alerts,
            CostMeters meters) {
        return new AlertCourier(
                kafka, diptych.topicPrefix() + "cost.alerts", topics.costAlerts(), codec, alerts, meters);
    }

    @Bean
    PostgresHealth postgresHealthIndicator(LedgerDatabase database) {
        return new PostgresHealth(database);
    }
}
