package io.diptych.router.kafka;

import io.diptych.events.GenerationRequest;

/// Names the jobs of a request: `<requestId>#<imageIndex>` for the tenant who used the id first, and
/// `<requestId>#<tenant>#<imageIndex>` for another who uses the same id later, so that nobody's job is another's.
record JobIds(String prefix) {
    private static final char BETWEEN = '#';

    /// @param useOfId place of the tenant among those who used the id, 0 for the first
    static JobIds of(GenerationRequest request, int useOfId) {
        String id = request.getRequestId();
        boolean plain = useOfId == 0 && id.indexOf(BETWEEN) < 0;
        return new JobIds(plain ? id : id + BETWEEN + request.getTenant());
    }

    String job(int imageIndex) {
        return prefix + BETWEEN + imageIndex;
    }

    static String attempt(String jobId, int attemptNo) {
        return jobId + "." + attemptNo;
    }
}
