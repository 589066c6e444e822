package io.diptych.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The broker's `server.properties`: one node, small, and quick to notice a member of a group that has gone.
///
/// @param clientPort     where clients connect
/// @param controllerPort where the node talks to itself; may differ from start to start
record BrokerSettings(int clientPort, int controllerPort, Path logs) {

    String text() {
        String escaped = logs.toString().replace("\\", "\\\\");
        return """
                # Written at each start.
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s

                # One node holds everything once.
                auto.create.topics.enable=false
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1

                # Groups assemble at once, and a process that was killed is noticed within ten seconds.
                group.initial.rebalance.delay.ms=0
                group.coordinator.rebalance.protocols=classic,consumer,streams,share
                group.consumer.min.heartbeat.interval.ms=500
                group.consumer.heartbeat.interval.ms=1000
                group.consumer.min.session.timeout.ms=6000
                group.consumer.session.timeout.ms=10000
                group.streams.min.heartbeat.interval.ms=500
                group.streams.heartbeat.interval.ms=1000
                group.streams.min.session.timeout.ms=6000
                group.streams.session.timeout.ms=10000
                group.streams.initial.rebalance.delay.ms=0
                group.share.min.heartbeat.interval.ms=500
                group.share.heartbeat.interval.ms=1000
                group.share.min.session.timeout.ms=6000
                group.share.session.timeout.ms=10000
                group.share.min.record.lock.duration.ms=1000
                group.share.max.size=1000
                transaction.abort.timed.out.transaction.cleanup.interval.ms=2000

                # Few threads, little memory.
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                num.recovery.threads.per.data.dir=2
                num.replica.fetchers=1
                log.cleaner.threads=1
                log.cleaner.dedupe.buffer.size=4194304
                log.cleaner.io.buffer.size=131072
                log.preallocate=false
                log.index.size.max.bytes=2097152
                """.formatted(clientPort, controllerPort, escaped);
    }

    /// Writes the file and answers its path.
    String writeTo(Path file) {
        try {
            return Files.writeString(file, text()).toString();
        } catch (IOException failed) {
            throw new InfrastructureException("cannot write " + file + ": " + failed, failed);
        }
    }
}
