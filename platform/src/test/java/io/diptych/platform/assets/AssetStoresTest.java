package io.diptych.platform.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetStoresTest {
    @Test
    void readsARelativeFolderFromTheWorkingDirectory() {
        AssetStore store = AssetStores.open(URI.create("file:some/assets"), null, "us-east-1");

        assertThat(store).hasToString("file:" + Path.of("some/assets").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/scheme", "http://host/x", "file://host/x", "s3:///prefix", "s3:bucket", "gs://b"})
    void refusesARootThatIsNeitherFolderNorBucket(String root) {
        assertThatThrownBy(() -> AssetStores.open(URI.create(root), null, "us-east-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("diptych.assets.root is '" + root + "'")
                .hasMessageContaining("must be file:<folder> or s3://<bucket>[/<prefix>]");
    }

    @ParameterizedTest
    @CsvSource({"s3://images, images, a", "s3://images/, images, a", "s3://my_images/eu/dev/, my_images, eu/dev/a"})
    void readsBucketAndPrefix(String root, String bucket, String keyOfA) {
        S3Location location = S3Location.of(URI.create(root));

        assertThat(location.bucket()).isEqualTo(bucket);
        assertThat(location.key("a")).isEqualTo(keyOfA);
    }

    @Test
    void anS3StoreKnowsItsOwnAddresses() {
        AssetStore store = AssetStores.open(URI.create("s3://pictures/tenant"), null, "us-east-1");

        assertThat(store.isInside("s3://pictures/tenant/sha256/ab/cd/abcd.png")).isTrue();
        assertThat(store.isInside("s3://pictures/tenants/a.png")).isFalse();
        assertThat(store.isInside("s3://pictures/tenant/../other/a.png")).isFalse();
        assertThat(store.isInside("s3://others/tenant/a.png")).isFalse();
        assertThat(store.isInside("https://pictures.s3.amazonaws.com/tenant/a.png"))
                .isFalse();
    }
}
