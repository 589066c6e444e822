package io.diptych.platform.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.AssetRef;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every asset store promises.
abstract class AssetStoreContract {
    private static final String PNG = "image/png";

    /// A store that is empty, the same on each call within a test.
    abstract AssetStore store();

    /// Puts other bytes in an asset's place, as a broken disk or a foreign hand would.
    abstract void tamperWith(AssetRef asset, byte[] bytes);

    /// Number of objects in the store, receipts included.
    abstract long objects();

    @Test
    void givesBackTheBytesThatWereStored() {
        byte[] bytes = someBytes(1_500_000);

        AssetRef asset = store().put(bytes, PNG, 1024, 768);

        assertThat(store().read(asset)).isEqualTo(bytes);
    }

    @Test
    void describesWhatItStored() {
        AssetRef asset = store().put(utf8("hello"), PNG, 3, 2);

        assertThat(asset.getSha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(asset.getUri()).endsWith("sha256/2c/f2/" + asset.getSha256() + ".png");
        assertThat(asset.getMediaType()).isEqualTo(PNG);
        assertThat(asset.getWidth()).isEqualTo(3);
        assertThat(asset.getHeight()).isEqualTo(2);
        assertThat(asset.getBytes()).isEqualTo(5);
    }

    @Test
    void storesTheSameBytesOnce() {
        AssetRef first = store().put(utf8("same"), PNG, 1, 1);
        AssetRef second = store().put(utf8("same"), PNG, 1, 1);

        assertThat(second).isEqualTo(first);
        assertThat(objects()).isOne();
    }

    @Test
    void storesTheSameBytesOnceWhenManyAskAtOnce() throws Exception {
        byte[] bytes = someBytes(200_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<AssetRef> put = () -> store().put(bytes, PNG, 1, 1);
            var puts =
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> put).toList());
            for (var asset : puts) {
                assertThat(store().read(asset.get())).isEqualTo(bytes);
            }
        }
        assertThat(objects()).isOne();
    }

    @Test
    void keepsAnEmptyAsset() {
        AssetRef asset = store().put(new byte[0], PNG, 1, 1);

        assertThat(store().read(asset)).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotWhatTheirHashSays() {
        AssetRef asset = store().put(utf8("true"), PNG, 1, 1);

        tamperWith(asset, utf8("false"));

        assertThatThrownBy(() -> store().read(asset))
                .isInstanceOf(AssetMissingException.class)
                .hasMessageContaining(asset.getSha256())
                .hasMessageContaining("has 5 bytes with SHA-256");
    }

    @Test
    void saysThatAnAssetIsMissing() {
        var nowhere = new AssetRef("file:/etc/passwd", "0".repeat(64), PNG, 1, 1, 1L);

        assertThatThrownBy(() -> store().read(nowhere))
                .isInstanceOf(AssetMissingException.class)
                .hasMessageContaining("asset " + "0".repeat(64) + " is not in");
    }

    @Test
    void followsNoPathInAHash() {
        var forged = new AssetRef("", "../../../../etc/passwd", PNG, 1, 1, 1L);

        assertThatThrownBy(() -> store().read(forged))
                .isInstanceOf(AssetMissingException.class)
                .hasMessageContaining("sha256 is '../../../../etc/passwd', must be 64 lower-case hexadecimal digits");
    }

    @Test
    void findsAReceiptByAnyName() {
        for (String name : new String[] {"r-1#0.1", "../../up", "a/b", "R-1#0.1", "", "ü 漢字 ?&=+%", "x".repeat(900)}) {
            store().keepReceipt(name, utf8("of " + name));
        }
        for (String name : new String[] {"r-1#0.1", "../../up", "a/b", "R-1#0.1", "", "ü 漢字 ?&=+%", "x".repeat(900)}) {
            assertThat(store().findReceipt(name))
                    .hasValueSatisfying(receipt ->
                            assertThat(receipt).asString(StandardCharsets.UTF_8).isEqualTo("of " + name));
        }
    }

    @Test
    void replacesAReceipt() {
        store().keepReceipt("r-1#0.1", utf8("claimed"));
        store().keepReceipt("r-1#0.1", utf8("settled"));

        assertThat(store().findReceipt("r-1#0.1")).contains(utf8("settled"));
        assertThat(objects()).isOne();
    }

    @Test
    void hasNoReceiptThatNobodyKept() {
        assertThat(store().findReceipt("r-1#0.1")).isEmpty();
    }

    @Test
    void answersAPing() {
        assertThatCode(() -> store().ping()).doesNotThrowAnyException();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] someBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
