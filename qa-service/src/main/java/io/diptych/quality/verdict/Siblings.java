package io.diptych.quality.verdict;

import io.diptych.quality.check.Sibling;
import io.diptych.quality.measure.Fingerprint;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The images of recent requests that this instance has judged, by their fingerprints. Two images
/// of one request that
/// different instances judge, or that are judged at the same moment, do not know of each other.
/// Safe for use by several
/// threads.
final class Siblings {
    private static final int MOST_REQUESTS = 10_000;

    private final Map<String, Map<String, Fingerprint>> byRequest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Fingerprint>> eldest) {
            return size() > MOST_REQUESTS;
        }
    };

    /// The other images of a request.
    synchronized List<Sibling> of(String requestId, String jobId) {
        return byRequest.getOrDefault(requestId, Map.of()).entrySet().stream()
                .filter(one -> !one.getKey().equals(jobId))
                .map(one -> new Sibling(one.getKey(), one.getValue()))
                .sorted(Comparator.comparing(Sibling::jobId))
                .toList();
    }

    /// Remembers the image of a job, in place of an earlier one of it.
    synchronized void remember(String requestId, String jobId, Fingerprint fingerprint) {
        byRequest.computeIfAbsent(requestId, _ -> new TreeMap<>()).put(jobId, fingerprint);
    }
}
