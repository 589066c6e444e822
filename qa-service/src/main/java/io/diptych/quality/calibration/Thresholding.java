package io.diptych.quality.calibration;

import io.diptych.events.AcceptThreshold;
import io.diptych.quality.check.Profile;
import java.time.Instant;

/// Gates as events, and back.
public final class Thresholding {
    private Thresholding() {}

    /// The event that publishes a gate.
    public static AcceptThreshold event(Profile profile, AcceptGate gate, Instant now) {
        AcceptThreshold.Builder event = AcceptThreshold.newBuilder()
                .setProfile(profile.name())
                .setProfileVersion(profile.version())
                .setAlpha(profile.mostBadAccepts())
                .setDelta(Promise.of(profile.mostBadAccepts()).delta())
                .setOccurredAt(now);
        return switch (gate) {
            case AcceptGate.Strict(var _, var audits, var reason) ->
                event.setAudits(audits).setReason(reason).build();
            case AcceptGate.Calibrated calibrated ->
                event.setThreshold(calibrated.threshold())
                        .setAudits(calibrated.audits())
                        .setAcceptedBad(calibrated.acceptedBad())
                        .setAcceptedShare(calibrated.acceptedShare())
                        .setBound(calibrated.bound())
                        .setReason("the lowest score whose bound keeps the promise")
                        .build();
        };
    }

    /// The gate that an event publishes.
    public static Gates.Published gate(AcceptThreshold event) {
        Double threshold = event.getThreshold();
        AcceptGate gate = threshold == null
                ? new AcceptGate.Strict(Calibrator.STRICT_THRESHOLD, event.getAudits(), event.getReason())
                : new AcceptGate.Calibrated(
                        threshold,
                        new Promise(event.getAlpha(), event.getDelta()),
                        event.getAudits(),
                        event.getAcceptedBad(),
                        event.getAcceptedShare(),
                        event.getBound());
        return new Gates.Published(event.getProfileVersion(), gate);
    }
}
