package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private final Exchange exchange = new Exchange();

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void isFoundInsideItsCallOnly() {
        assertThat(exchange.<Boolean>run(() -> Exchange.current().orElseThrow() == exchange))
                .isTrue();
        assertThat(Exchange.current()).isEmpty();
    }

    @Test
    void aCallThatWasNeverSentIsNotBilled() {
        assertEnds(
                exchange.broken(wrapped(new ConnectException("refused"))), FailureCode.UNAVAILABLE, Billing.NOT_BILLED);
    }

    @Test
    void aConnectionThatBreaksAfterSendingLeavesTheBillOpen() {
        exchange.noteSent();

        assertEnds(exchange.broken(wrapped(new SocketException("reset"))), FailureCode.UNAVAILABLE, Billing.UNKNOWN);
    }

    @Test
    void aTimeoutIsOneAlsoWhereItsCauseIsAClosedSocket() {
        exchange.noteSent();
        IOException timeout = new SocketTimeoutException("timeout");
        timeout.initCause(new SocketException("closed"));

        assertEnds(exchange.broken(wrapped(timeout)), FailureCode.TIMEOUT, Billing.UNKNOWN);
    }

    @Test
    void aTimeoutWhileConnectingIsNotBilled() {
        assertEnds(
                exchange.broken(wrapped(new SocketTimeoutException("connect"))),
                FailureCode.TIMEOUT,
                Billing.NOT_BILLED);
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        exchange.noteSent();
        Thread.currentThread().interrupt();

        assertEnds(exchange.broken(wrapped(new SocketException("closed"))), FailureCode.CANCELLED, Billing.UNKNOWN);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void whatIsNoTroubleOfTheConnectionIsOurs() {
        assertEnds(exchange.broken(new IllegalStateException("bug")), FailureCode.INTERNAL, Billing.NOT_BILLED);
    }

    private static RuntimeException wrapped(IOException cause) {
        return new UncheckedIOException(cause);
    }

    private static void assertEnds(Failed failed, FailureCode code, Billing billing) {
        assertThat(failed).extracting(Failed::code, Failed::billing).containsExactly(code, billing);
    }
}
