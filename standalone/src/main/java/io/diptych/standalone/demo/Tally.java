package io.diptych.standalone.demo;

import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Posting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the topics have said of a run so far. Counts records, so that a second outcome of a job would show.
final class Tally {
    private final Map<String, List<JobOutcome>> outcomes = new TreeMap<>();
    private final Map<String, GenerationResult> results = new HashMap<>();
    private final Map<String, CostEntry> entries = new HashMap<>();
    private final Set<String> posted = new HashSet<>();
    private final Set<String> judged = new HashSet<>();

    synchronized void add(JobOutcome outcome) {
        outcomes.computeIfAbsent(outcome.getJobId(), job -> new ArrayList<>()).add(outcome);
    }

    synchronized void add(GenerationResult result) {
        results.put(result.getAttemptId(), result);
    }

    synchronized void add(CostEntry entry) {
        entries.put(entry.getEntryId(), entry);
        posted.add(entry.getAttemptId());
    }

    synchronized void addVerdictOf(String attemptId) {
        judged.add(attemptId);
    }

    /// Counts for a progress display.
    synchronized Counts counts() {
        return new Counts(
                (int) results.values().stream()
                        .filter(result -> result.getImage() != null)
                        .count(),
                judged.size(),
                count(OutcomeStatus.DELIVERED),
                outcomes.size() - count(OutcomeStatus.DELIVERED),
                outcomes.size(),
                chargedMicros());
    }

    /// @param generated   images that providers gave back
    /// @param judged      images that quality control judged
    /// @param ended       jobs that have an outcome
    /// @param spentMicros charges so far
    record Counts(int generated, int judged, int delivered, int failed, int ended, long spentMicros) {}

    private int count(OutcomeStatus status) {
        return (int) outcomes.values().stream()
                .filter(all -> all.getFirst().getStatus() == status)
                .count();
    }

    /// Number of outcome records: equal to the number of jobs if each ended exactly once.
    synchronized int outcomeRecords() {
        return outcomes.values().stream().mapToInt(List::size).sum();
    }

    /// Whether every attempt that costs something is in the ledger.
    synchronized boolean ledgerIsComplete() {
        return results.values().stream()
                .filter(result -> result.getBilling() != Billing.NOT_BILLED)
                .allMatch(result -> posted.contains(result.getAttemptId()));
    }

    /// Number of charges.
    synchronized long charges() {
        return entries.values().stream()
                .filter(entry -> entry.getPosting() == Posting.CHARGE)
                .count();
    }

    /// Sum of charges, corrections and credits in micro-USD.
    synchronized long chargedMicros() {
        return sum(EnumSet.of(Posting.CHARGE, Posting.CORRECTION, Posting.CREDIT));
    }

    /// Sum of open holds in micro-USD: attempts of which nobody knows whether they were charged.
    synchronized long heldMicros() {
        return sum(EnumSet.of(Posting.HOLD, Posting.RELEASE));
    }

    private long sum(Set<Posting> kinds) {
        return entries.values().stream()
                .filter(entry -> kinds.contains(entry.getPosting()) && entry.getAmountMicros() != null)
                .mapToLong(CostEntry::getAmountMicros)
                .sum();
    }

    /// Postings without a price.
    synchronized int unpriced() {
        return (int) entries.values().stream()
                .filter(entry -> entry.getAmountMicros() == null)
                .count();
    }

    /// Attempts of which nobody knows whether they were charged.
    synchronized Set<String> unknownAttempts() {
        Set<String> unknown = new HashSet<>();
        results.forEach((attemptId, result) -> {
            if (result.getBilling() == Billing.UNKNOWN) {
                unknown.add(attemptId);
            }
        });
        return unknown;
    }

    /// The outcomes, one for each job, in the order of job ids.
    synchronized List<JobOutcome> outcomes() {
        return outcomes.values().stream().map(List::getFirst).toList();
    }
}
