package io.diptych.standalone.replay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a draft would have changed.
///
/// @param policy      name of the draft
/// @param version     its version
/// @param requests    requests that were decided again
/// @param images      images of theirs that were decided then
/// @param repeats     requests that came again, which are decided once
/// @param undecided   requests without a recorded decision: invalid ones, ones that are not routed yet, or repeats of
///                    requests from before the window
/// @param refused     requests that the draft cannot be asked about, for the rules of the contract refuse them
/// @param decidedByAnother requests that another policy decided than the one that is asked about
/// @param unreadable  records that could not be read, by topic
/// @param before      as decided then
/// @param after       as the draft decides
/// @param shares      images by route, before and after
/// @param tenants     the same by tenant
/// @param asItWent    what the outcomes say of the same requests
/// @param differences the decisions that differ
public record ReplayReport(
        String policy,
        String version,
        long requests,
        long images,
        long repeats,
        long undecided,
        long refused,
        long decidedByAnother,
        Map<String, Long> unreadable,
        Total before,
        Total after,
        List<Share> shares,
        List<TenantChange> tenants,
        AsItWent asItWent,
        List<Difference> differences) {

    /// What a side comes to.
    ///
    /// @param routed        images with a route
    /// @param unrouted      images without
    /// @param costMicros    estimated cost of those with a known price, in micro-USD
    /// @param unpriced      routed images of which the price book knows no price
    /// @param latencyMillis mean expected time to an image; null where the catalogue knows none
    public record Total(
            long routed,
            long unrouted,
            long costMicros,
            long unpriced,
            @Nullable Long latencyMillis) {}

    /// How many images take a route.
    public record Share(String route, long before, long after) {}

    /// What changes for a tenant.
    ///
    /// @param changed images that take another route
    /// @param shares  its images by route, before and after
    public record TenantChange(
            String tenant, long images, long changed, List<Share> shares, Total before, Total after) {}

    /// What came of the requests, whoever decided.
    ///
    /// @param outcomes   images by status
    /// @param attempts   attempts that they took together
    /// @param meanMillis mean time from request to outcome; null without outcomes
    public record AsItWent(
            Map<String, Long> outcomes,
            long attempts,
            @Nullable Long meanMillis) {}

    /// A decision that differs.
    ///
    /// @param images   images of the request that it holds for
    /// @param oldRoute null where there was none
    /// @param newRoute null where there is none
    public record Difference(
            String requestId,
            String tenant,
            long images,
            @Nullable String oldRoute,
            String oldRule,
            String oldPolicy,
            @Nullable String newRoute,
            String newRule,
            String why) {
        /// The same of so many images.
        Difference of(long count) {
            return new Difference(requestId, tenant, count, oldRoute, oldRule, oldPolicy, newRoute, newRule, why);
        }
    }
}
