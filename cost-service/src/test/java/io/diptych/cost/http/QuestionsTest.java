package io.diptych.cost.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.ledger.LedgerFilter;
import io.diptych.cost.ledger.LedgerQueries.Cursor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    @Test
    void understandsDimensionsInTheirOrder() {
        assertThat(Questions.dimensions("stage, model,day"))
                .containsExactly(Dimension.STAGE, Dimension.MODEL, Dimension.DAY);
        assertThat(Questions.dimensions("")).isEmpty();
        assertThat(Questions.dimensions("sku,sku")).containsExactly(Dimension.SKU);
    }

    @Test
    void namesTheDimensionsThatThereAre() {
        assertThatThrownBy(() -> Questions.dimensions("stage,colour"))
                .isInstanceOf(BadQuestionException.class)
                .hasMessage("by is 'colour', must be one of stage, model, tier, lane, campaign, tenant, provider, sku,"
                        + " project, rule, policy, template, day");
    }

    @Test
    void understandsDaysAndMoments() {
        assertThat(Questions.filter("2026-11-20", "2026-11-20T08:00:00Z", "spring", ""))
                .isEqualTo(new LedgerFilter(
                        Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-20T08:00:00Z"), "spring", null));
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThatThrownBy(() -> Questions.filter("yesterday", null, null, null))
                .hasMessage("from is 'yesterday', must be a day such as 2026-11-20 or a moment such as"
                        + " 2026-11-20T08:00:00Z");
    }

    @Test
    void refusesAnEndBeforeItsBeginning() {
        assertThatThrownBy(() -> Questions.filter("2026-11-20", "2026-11-20", null, null))
                .hasMessage("to is '2026-11-20', must be later than from, which is 2026-11-20");
    }

    @Test
    void readsTheCursorsThatItWrites() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-20T08:00:00.123Z"), "a b#0.1/CHARGE/1");

        assertThat(Questions.cursor(Questions.cursor(cursor))).isEqualTo(cursor);
    }

    @Test
    void refusesACursorOfAnothers() {
        assertThatThrownBy(() -> Questions.cursor("page 2"))
                .hasMessage("after is 'page 2', must be the value of next on the page before");
    }

    @Test
    void refusesPagesWithoutEnd() {
        assertThatThrownBy(() -> Questions.limit(5_000)).hasMessage("limit is '5000', must be 1..1000");
    }
}
