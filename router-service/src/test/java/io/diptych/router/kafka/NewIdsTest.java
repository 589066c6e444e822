package io.diptych.router.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NewIdsTest {
    private static final int SLICE = 2;
    private static final long FEW = 3;

    private final StoreOfPaper store = new StoreOfPaper();

    @Test
    void knowsAtOnceWhereTheStoreIsEmpty() {
        NewIds<byte[]> ids = ids();

        assertThat(ids.isNew("a")).isTrue();
        put(ids, "a");
        assertThat(ids.isNew("a")).isFalse();
        assertThat(ids.isNew("b")).isTrue();
    }

    @Test
    void saysNothingBeforeItWentThroughWhatWasThere() {
        List.of("a", "b", "c", "d").forEach(id -> store.put(id, new byte[0]));
        NewIds<byte[]> ids = ids();
        ids.goOn();
        assertThat(ids.isNew("x")).isFalse();
        put(ids, "0");

        ids.goOn();
        ids.goOn();

        assertThat(ids.isNew("x")).isTrue();
        assertThat(List.of("0", "a", "b", "c", "d")).noneMatch(ids::isNew);
    }

    @Test
    void forgetsWhatTheStoreForgotOnceThatIsMuch() {
        NewIds<byte[]> ids = ids();
        List.of("a", "b", "c").forEach(id -> put(ids, id));
        List.of("a", "b", "c").forEach(store::delete);
        ids.goOn();
        assertThat(ids.isNew("a")).isFalse();
        put(ids, "d");

        ids.goOn();

        assertThat(ids.isNew("a")).isTrue();
        assertThat(ids.isNew("d")).isFalse();
    }

    private NewIds<byte[]> ids() {
        return new NewIds<>(store, SLICE, FEW);
    }

    private void put(NewIds<byte[]> ids, String id) {
        ids.put(id);
        store.put(id, new byte[0]);
    }
}
