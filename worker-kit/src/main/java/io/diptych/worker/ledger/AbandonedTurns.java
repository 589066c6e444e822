package io.diptych.worker.ledger;

import io.diptych.platform.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the transactions of workers that died in the middle of a turn.
///
/// Until such a transaction ends, the broker tells nobody the offsets that it was to commit, so the partitions' new
/// owner cannot begin, and nobody reads what was written after it. Left alone that takes `transaction.timeout.ms`, and
/// the time to the broker's next look.
public final class AbandonedTurns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AbandonedTurns.class);
    /// A turn takes milliseconds. One that has just begun may be of a worker that is about to join.
    private static final Duration LONGER_THAN_A_TURN = Duration.ofSeconds(1);

    private final String group;
    private final Predicate<String> isOfGroup;
    private final Admin admin;

    /// @param group     whose members have their transactional ids as client ids
    /// @param isOfGroup whether a transactional id is that of a member, present or past
    public AbandonedTurns(KafkaSettings kafka, String group, Predicate<String> isOfGroup) {
        this.group = group;
        this.isOfGroup = isOfGroup;
        this.admin = Admin.create(kafka.admin());
    }

    /// Ends those that wrote to one of these partitions and whose worker is no longer in the group. Nobody waits for
    /// it: where it fails the broker's own timeout remains.
    public void end(Collection<TopicPartition> partitions) {
        var _ = listed().thenCompose(this::abandoned)
                .thenCompose(ids -> touching(ids, partitions))
                .thenCompose(this::fence)
                .whenComplete((_, thrown) -> {
                    if (thrown != null) {
                        log.atWarn()
                                .addKeyValue("group", group)
                                .addKeyValue("error", String.valueOf(thrown))
                                .log("transactions of workers that died are left to the broker's timeout");
                    }
                });
    }

    private CompletionStage<List<String>> listed() {
        return admin.listTransactions(new ListTransactionsOptions()
                        .filterStates(Set.of(TransactionState.ONGOING))
                        .filterOnDuration(LONGER_THAN_A_TURN.toMillis()))
                .all()
                .thenApply(open -> open.stream()
                        .map(TransactionListing::transactionalId)
                        .filter(isOfGroup)
                        .toList())
                .toCompletionStage();
    }

    private CompletionStage<List<String>> abandoned(List<String> ids) {
        return ids.isEmpty()
                ? KafkaFuture.completedFuture(ids).toCompletionStage()
                : admin.describeConsumerGroups(List.of(group))
                        .all()
                        .thenApply(groups -> without(ids, groups.values()))
                        .toCompletionStage();
    }

    private static List<String> without(List<String> ids, Collection<ConsumerGroupDescription> groups) {
        Set<String> alive = groups.stream()
                .flatMap(description -> description.members().stream())
                .map(MemberDescription::clientId)
                .collect(Collectors.toSet());
        return ids.stream().filter(id -> !alive.contains(id)).toList();
    }

    private CompletionStage<List<String>> touching(List<String> ids, Collection<TopicPartition> partitions) {
        return ids.isEmpty()
                ? KafkaFuture.completedFuture(ids).toCompletionStage()
                : admin.describeTransactions(ids)
                        .all()
                        .thenApply(found -> found.entrySet().stream()
                                .filter(entry -> isTouching(entry.getValue(), partitions))
                                .map(Map.Entry::getKey)
                                .toList())
                        .toCompletionStage();
    }

    private static boolean isTouching(TransactionDescription transaction, Collection<TopicPartition> partitions) {
        return transaction.topicPartitions().stream().anyMatch(partitions::contains);
    }

    private CompletionStage<Void> fence(List<String> ids) {
        if (ids.isEmpty()) {
            return KafkaFuture.<Void>completedFuture(null).toCompletionStage();
        }
        log.atWarn().addKeyValue("workers", ids).log("workers died in the middle of a turn, it is undone");
        return admin.fenceProducers(ids).all().toCompletionStage();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
