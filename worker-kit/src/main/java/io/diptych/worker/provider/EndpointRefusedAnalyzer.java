package io.diptych.worker.provider;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Makes a refused endpoint one clear line at start-up instead of a stack trace.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EndpointRefusedAnalyzer extends AbstractFailureAnalyzer<EndpointRefusedException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EndpointRefusedException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
