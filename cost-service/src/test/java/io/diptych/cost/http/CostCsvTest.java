package io.diptych.cost.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.cost.ledger.CostGroup;
import io.diptych.cost.ledger.CostSums;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostCsvTest {

    @Test
    @SuppressWarnings("NullAway") // It does not see that a dimension of a group may be null.
    void writesALineForEachGroupAndQuotesWhatNeedsIt() {
        Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
        dimensions.put("campaign", "spring, \"early\"");
        dimensions.put("sku", null);

        String csv = CostCsv.of(
                List.of("campaign", "sku"), List.of(new CostGroup(dimensions, new CostSums(1, 2, 3, 4, 5, 6))));

        assertThat(csv)
                .isEqualTo("campaign,sku,images,charges,rework,amountMicros,heldMicros,unpriced\r\n"
                        + "\"spring, \"\"early\"\"\",,1,2,3,4,5,6\r\n");
    }
}
