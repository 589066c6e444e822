package io.diptych.quality.calibration;

import io.diptych.quality.check.Profile;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The thresholds in force. A calibrated one holds for the version of its profile that the labels were given under, and
/// for no other: until there are labels for that, the profile's own strict value holds. Safe for use by several
/// threads.
public final class Gates {
    private final Map<String, Published> byProfile = new ConcurrentHashMap<>();

    /// A gate as it was published.
    ///
    /// @param version of the profile
    public record Published(String version, AcceptGate gate) {}

    /// From now on this gate holds for a profile.
    public void set(String profile, Published published) {
        byProfile.put(profile, published);
    }

    /// The profile with the least score that holds now, and why.
    public Profile inForce(Profile profile) {
        Published published = byProfile.get(profile.name());
        if (published == null) {
            return profile;
        }
        return switch (published.gate()) {
            case AcceptGate.Strict(var _, var _, var reason) ->
                profile.accepting(profile.acceptFrom(), Profile.STRICT + " (" + reason + ")");
            case AcceptGate.Calibrated calibrated
            when published.version().equals(profile.version()) ->
                profile.accepting(calibrated.threshold(), said(calibrated));
            case AcceptGate.Calibrated _ ->
                profile.accepting(
                        profile.acceptFrom(),
                        Profile.STRICT + " (the labels are of version " + published.version() + ")");
        };
    }

    private static String said(AcceptGate.Calibrated gate) {
        return String.format(
                Locale.ROOT,
                "calibrated: of %d random audits %d accepted and bad, at most %.2f %% with confidence %.0f %%"
                        + " (promised %.2f %%)",
                gate.audits(),
                gate.acceptedBad(),
                gate.bound() * 100,
                (1 - gate.promise().delta()) * 100,
                gate.promise().alpha() * 100);
    }
}
