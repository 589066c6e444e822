package io.diptych.platform.assets;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.AssetRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3AssetStoreIT extends AssetStoreContract {
    private final S3Server server = startServer();
    private final S3Client s3 = server.client();
    private int tests;
    private @Nullable AssetStore store;

    private static S3Server startServer() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void leaveCredentialsWhereTheDefaultChainLooks() {
        System.setProperty(SdkSystemSetting.AWS_ACCESS_KEY_ID.property(), S3Server.ACCESS_KEY);
        System.setProperty(SdkSystemSetting.AWS_SECRET_ACCESS_KEY.property(), S3Server.SECRET_KEY);
    }

    @BeforeEach
    void makeABucketOfItsOwn() {
        tests++;
        s3.createBucket(bucket -> bucket.bucket(bucket()));
        store = open(URI.create("s3://" + bucket() + "/eu/dev"));
    }

    @AfterEach
    void disconnect() {
        ((S3AssetStore) store()).close();
    }

    @AfterAll
    void stop() {
        System.clearProperty(SdkSystemSetting.AWS_ACCESS_KEY_ID.property());
        System.clearProperty(SdkSystemSetting.AWS_SECRET_ACCESS_KEY.property());
        s3.close();
        server.close();
    }

    @Override
    AssetStore store() {
        return requireNonNull(store);
    }

    @Override
    void tamperWith(AssetRef asset, byte[] bytes) {
        String key = URI.create(asset.getUri()).getPath().substring(1);
        s3.putObject(put -> put.bucket(bucket()).key(key), RequestBody.fromBytes(bytes));
    }

    @Override
    long objects() {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket())).contents().stream()
                .count();
    }

    @Test
    void keepsEverythingUnderThePrefix() {
        AssetRef asset = store().put(utf8("one"), "image/png", 1, 1);
        store().keepReceipt("r-1#0.1", utf8("two"));

        assertThat(asset.getUri()).startsWith("s3://" + bucket() + "/eu/dev/sha256/");
        assertThat(s3.listObjectsV2(list -> list.bucket(bucket())).contents())
                .hasSize(2)
                .allSatisfy(object -> assertThat(object.key()).startsWith("eu/dev/"));
    }

    @Test
    void tellsTheServerTheMediaType() {
        AssetRef asset = store().put(utf8("one"), "image/png", 1, 1);

        String key = URI.create(asset.getUri()).getPath().substring(1);
        assertThat(s3.headObject(head -> head.bucket(bucket()).key(key)).contentType())
                .isEqualTo("image/png");
    }

    @Test
    void namesTheBucketThatIsNotThere() {
        AssetStore nowhere = open(URI.create("s3://nowhere"));

        assertThatThrownBy(nowhere::ping)
                .isInstanceOf(AssetStoreException.class)
                .hasMessageContaining("asset store s3://nowhere/ fails at looking for bucket nowhere");
        assertThatThrownBy(() -> nowhere.findReceipt("r-1#0.1")).isInstanceOf(AssetStoreException.class);
    }

    @Test
    void saysThatAServerDoesNotAnswer() {
        AssetStore away = AssetStores.open(URI.create("s3://images"), URI.create("http://127.0.0.1:1"), "us-east-1");

        assertThatThrownBy(() -> away.put(utf8("x"), "image/png", 1, 1))
                .isInstanceOf(AssetStoreException.class)
                .hasMessageContaining("asset store s3://images/ fails at writing sha256/");
    }

    private AssetStore open(URI root) {
        return AssetStores.open(root, server.endpoint(), "us-east-1");
    }

    private String bucket() {
        return "images-" + tests;
    }
}
