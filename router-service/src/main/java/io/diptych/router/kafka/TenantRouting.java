package io.diptych.router.kafka;

import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.Escalation;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.TenantTurn;
import io.diptych.router.budget.Posted;
import io.diptych.router.budget.Purse;
import io.diptych.router.budget.Scope;
import io.diptych.router.budget.WaitingLine;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a turn of a tenant comes to, and what it does to the tenant's books.
final class TenantRouting {
    private static final Logger log = LoggerFactory.getLogger(TenantRouting.class);

    private final RequestRouting requests;
    private final EscalationRouting escalations;
    private final RouterMeters meters;

    TenantRouting(RequestRouting requests, EscalationRouting escalations, RouterMeters meters) {
        this.requests = requests;
        this.escalations = escalations;
        this.meters = meters;
    }

    /// What a turn came to.
    ///
    /// @param waits            what is to be tried again later
    /// @param mayHaveMadeRoom  whether others that wait may go on
    record Turned(Routed routed, List<Wait> waits, boolean mayHaveMadeRoom) {
        Turned {
            waits = List.copyOf(waits);
        }
    }

    /// One image that waits.
    ///
    /// @param turn      what is tried again
    /// @param attemptId the attempt that is not bought yet
    /// @param place     what it is for, and what it wants to hold
    /// @param notBefore when it is tried again; null where it waits for room
    /// @param until     how long it waits at most
    record Wait(
            TenantTurn turn,
            String attemptId,
            String requestId,
            int imageIndex,
            WaitingLine.Place place,
            @Nullable Instant notBefore,
            Instant until) {}

    /// @param purse the tenant's money at this moment
    /// @param at    the time on which a decision depends
    Turned turn(TenantTurn turn, Purse purse, Instant at, Instant now) {
        if (turn.getRequest() != null) {
            return request(turn, turn.getRequest(), purse, at, now);
        }
        if (turn.getEscalation() != null) {
            return escalation(turn, turn.getEscalation(), purse, now);
        }
        if (turn.getEntry() != null) {
            post(turn.getEntry(), purse);
        }
        return new Turned(Routed.ended(List.of()), List.of(), true);
    }

    /// The ending of what waited too long.
    Turned expired(TenantTurn turn, Purse purse, Instant now) {
        Escalation escalation = turn.getEscalation();
        String figures = purse.headroom(scope(turn)).figures();
        Routed routed = escalation == null
                ? requests.expired(ask(turn, Objects.requireNonNull(turn.getRequest()), now, now), figures)
                : escalations.expired(escalation, now, figures);
        return new Turned(routed, List.of(), false);
    }

    /// What the money of a turn is for; nothing in particular where it is a posting.
    static Scope scope(TenantTurn turn) {
        if (turn.getRequest() != null) {
            return Ask.scope(turn.getRequest());
        }
        return turn.getEscalation() == null
                ? Scope.NONE
                : Ask.scope(turn.getEscalation().getJob().getRequest());
    }

    private static Ask ask(TenantTurn turn, GenerationRequest request, Instant at, Instant now) {
        return new Ask(request, JobIds.of(request, turn.getUseOfId()), turn.getImageIndex(), at, now);
    }

    private Turned request(TenantTurn turn, GenerationRequest request, Purse purse, Instant at, Instant now) {
        Ask ask = ask(turn, request, at, now);
        Routed routed;
        try {
            routed = requests.route(ask, purse);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("requestId", request.getRequestId())
                    .setCause(e)
                    .log("request could not be routed");
            ask.images().forEach(index -> purse.release(JobIds.attempt(ask.ids().job(index), 1)));
            routed = requests.broken(ask);
        }
        RoutedLog.request(log, request, routed);
        List<Wait> waits = routed.waiting().stream()
                .map(waiting -> new Wait(
                        TenantTurn.newBuilder(turn)
                                .setImageIndex(waiting.imageIndex())
                                .build(),
                        JobIds.attempt(ask.ids().job(waiting.imageIndex()), 1),
                        request.getRequestId(),
                        waiting.imageIndex(),
                        new WaitingLine.Place(ask.scope(), waiting.micros(), false),
                        waiting.notBefore(),
                        until(request, now)))
                .toList();
        return new Turned(routed, waits, false);
    }

    private Turned escalation(TenantTurn turn, Escalation escalation, Purse purse, Instant now) {
        boolean free = escalation.getAttempt().getBilling() == Billing.NOT_BILLED;
        if (free) {
            purse.release(escalation.getAttemptId());
        }
        GenerationJob job = escalation.getJob();
        String next = JobIds.attempt(job.getJobId(), job.getAttemptNo() + 1);
        Routed routed;
        try {
            routed = escalations.route(escalation, turn.getOccurredAt(), now, purse);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("attempt", escalation.getAttemptId())
                    .setCause(e)
                    .log("escalation could not be routed");
            purse.release(next);
            routed = escalations.broken(escalation, now);
        }
        RoutedLog.escalation(log, escalation, routed);
        List<Wait> waits = routed.waiting().stream()
                .map(waiting -> new Wait(
                        turn,
                        next,
                        job.getRequestId(),
                        waiting.imageIndex(),
                        new WaitingLine.Place(scope(turn), waiting.micros(), true),
                        waiting.notBefore(),
                        until(job.getRequest(), now)))
                .toList();
        return new Turned(routed, waits, free);
    }

    private void post(CostEntry entry, Purse purse) {
        Posted posted = new Posted(
                entry.getEntryId(),
                entry.getAttemptId(),
                new Scope(entry.getProject(), entry.getCampaign()),
                entry.getPosting(),
                entry.getAmountMicros(),
                entry.getOccurredAt());
        if (purse.isMoreThanHeld(posted)) {
            meters.aboveHold();
            log.atWarn()
                    .addKeyValue("tenant", entry.getTenant())
                    .addKeyValue("attempt", entry.getAttemptId())
                    .addKeyValue("model", entry.getModel())
                    .log("charge is above what was held for it");
        }
        if (!purse.post(posted)) {
            log.atInfo().addKeyValue("entry", entry.getEntryId()).log("posting repeated, counted once");
        }
    }

    /// Until the caller's deadline, and never longer than request ids are remembered.
    private static Instant until(GenerationRequest request, Instant now) {
        Instant most = now.plus(SeenIds.MEMORY);
        Instant deadline = request.getConstraints().getDeadline();
        return deadline == null || deadline.isAfter(most) ? most : deadline;
    }
}
