package io.diptych.cost.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.HttpMessageNotWritableException;

class CostErrorsTest {
    private final CostErrors errors = new CostErrors();

    @Test
    void passesOverAConnectionThatWasClosed() {
        Exception gone = new HttpMessageNotWritableException(
                "Could not write JSON",
                new IOException("ServletOutputStream failed to write", new IOException("Broken pipe")));

        assertThatCode(() -> errors.gone(gone)).doesNotThrowAnyException();
    }

    @Test
    void passesOnWhatIsWrongHere() {
        Exception wrong = new HttpMessageNotWritableException("Could not write JSON: no accessor");

        assertThatThrownBy(() -> errors.gone(wrong)).isSameAs(wrong);
    }
}
