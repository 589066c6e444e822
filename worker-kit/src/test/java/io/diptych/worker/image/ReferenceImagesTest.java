package io.diptych.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.AssetRef;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Pictures;
import io.diptych.worker.testing.Settings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceImagesTest {
    private static final int MOST = 2;

    private final FakeAssets store = new FakeAssets();
    private final ReferenceImages references = new ReferenceImages(store, Settings.REFERENCES, "model", MOST);

    @Test
    void loadsTheBytesAndWhatTheyAre() throws Exception {
        // Given
        byte[] cup = Pictures.picture("cup", "png");
        byte[] table = Pictures.picture("table", "jpeg");

        // When
        List<InputImage> images = load(
                reference(put(cup, "image/png"), ReferenceRole.SUBJECT),
                reference(put(table, "image/jpeg"), ReferenceRole.SCENE));

        // Then
        assertThat(images).extracting(InputImage::mediaType).containsExactly("image/png", "image/jpeg");
        assertThat(images).extracting(InputImage::role).containsExactly(ReferenceRole.SUBJECT, ReferenceRole.SCENE);
        assertThat(images).allSatisfy(image -> {
            assertThat(image.width()).isEqualTo(8);
            assertThat(image.height()).isEqualTo(6);
        });
        assertThat(images.getFirst().bytes()).isEqualTo(cup);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "https://example.com/cup.png",
                "http://[::1]:8080/",
                "file:///etc/passwd",
                "gopher://10.0.0.1/",
                ""
            })
    void refusesAddressesOutsideTheStore(String uri) {
        AssetRef stored = put(Pictures.picture("cup", "png"), "image/png");
        AssetRef elsewhere = AssetRef.newBuilder(stored).setUri(uri).build();

        assertRefused("references[1].asset.uri", "'" + uri + "'", stored, elsewhere);
    }

    @Test
    void refusesWhatIsNoImage() {
        assertRefused(
                "references[0].asset.mediaType",
                "no image that can be read",
                put("<html>".getBytes(StandardCharsets.UTF_8), "image/png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void refusesAnImageThatBreaksOff(String format) {
        byte[] whole = Pictures.picture("cup", format);

        assertRefused(
                "references[0].asset.bytes",
                "must be a whole image: these break off before its end",
                put(Arrays.copyOf(whole, whole.length - 12), "image/" + format));
    }

    @Test
    void refusesAnotherTypeThanTheBytesAre() {
        assertRefused(
                "references[0].asset.mediaType",
                "'image/png', must be what the bytes are: image/jpeg",
                put(Pictures.picture("cup", "jpeg"), "image/png"));
    }

    @Test
    void refusesTypesThatNotEveryProviderTakes() {
        assertRefused(
                "references[0].asset.mediaType",
                "must be image/png, image/jpeg or image/webp",
                put(Pictures.picture("cup", "gif"), "image/gif"));
    }

    @Test
    void refusesTooManyBytes() {
        AssetRef large = AssetRef.newBuilder(put(Pictures.picture("cup", "png"), "image/png"))
                .setBytes(70_000L)
                .build();

        assertRefused("references[0].asset.bytes", "is 70000, must be 1 to 65536", large);
    }

    @Test
    void refusesASizeThatIsNotTheStoredOne() {
        AssetRef lying = AssetRef.newBuilder(put(new byte[70_000], "image/png"))
                .setBytes(100L)
                .build();

        assertRefused("references[0].asset.bytes", "must be the size of the stored asset, 70000", lying);
    }

    @Test
    void refusesTooManyPixelsByTheHeaderAlone() {
        byte[] bomb = Pictures.picture("bomb", "png");
        bomb[18] = 0x40;
        bomb[22] = 0x40;

        assertRefused("references[0].asset.width", "must have 1000000 pixels or fewer", put(bomb, "image/png"));
    }

    @Test
    void refusesAnAssetThatIsNotThere() {
        AssetRef absent = AssetRef.newBuilder(put(Pictures.picture("cup", "png"), "image/png"))
                .setSha256("0".repeat(64))
                .build();

        assertRefused("references[0].asset.sha256", "must be that of an asset of the store", absent);
    }

    @Test
    void refusesMoreThanTheModelTakes() {
        AssetRef cup = put(Pictures.picture("cup", "png"), "image/png");

        assertRefused("references", "is 3 images, must be 2 or fewer for model model", cup, cup, cup);
    }

    @Test
    void takesAMaskWithAlphaOfTheSizeOfTheFirstImage() throws Exception {
        List<InputImage> images = load(
                reference(put(Pictures.picture("cup", "png"), "image/png"), ReferenceRole.SUBJECT),
                reference(put(mask(8, 6, true), "image/png"), ReferenceRole.MASK));

        assertThat(images).extracting(InputImage::role).containsExactly(ReferenceRole.SUBJECT, ReferenceRole.MASK);
    }

    @Test
    void refusesAMaskWithoutAlpha() {
        assertMaskRefused("references[1].asset.mediaType", "with an alpha channel", mask(8, 6, false));
    }

    @Test
    void refusesAMaskOfAnotherSize() {
        assertMaskRefused("references[1].asset.width", "must be the size of the first image, 8 x 6", mask(6, 8, true));
    }

    @Test
    void refusesAMaskAlone() {
        assertThatThrownBy(() -> load(reference(put(mask(8, 6, true), "image/png"), ReferenceRole.MASK)))
                .isInstanceOf(RefusedReferenceException.class)
                .hasMessageContaining("must have the image that the mask belongs to");
    }

    @Test
    void asksAStoreThatIsAwayAgainAndThenGivesUp() throws Exception {
        AssetRef cup = put(Pictures.picture("cup", "png"), "image/png");

        store.awayFor(2);
        assertThat(load(reference(cup, ReferenceRole.SUBJECT))).hasSize(1);
        store.awayFor(100);
        assertThatThrownBy(() -> load(reference(cup, ReferenceRole.SUBJECT))).isInstanceOf(AssetStoreException.class);
    }

    @Test
    void holdsNoMoreInMemoryThanAllowed() throws Exception {
        // Given
        byte[] large = new byte[60_000];
        byte[] cup = Pictures.picture("cup", "png");
        System.arraycopy(cup, 0, large, 0, cup.length);
        List<Reference> one = List.of(reference(put(large, "image/png"), ReferenceRole.SUBJECT));
        List<ReferenceImages.Loaded> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(references.load(one, Duration.ZERO));
        }

        // When
        assertThatThrownBy(() -> references.load(one, Duration.ofMillis(10)))
                .isInstanceOf(AssetStoreException.class)
                .hasMessageContaining("max-in-memory");
        running.getFirst().close();

        // Then
        assertThat(references.load(one, Duration.ZERO).images()).hasSize(1);
    }

    private void assertMaskRefused(String field, String right, byte[] mask) {
        Reference cup = reference(put(Pictures.picture("cup", "png"), "image/png"), ReferenceRole.SUBJECT);

        assertThatThrownBy(() -> load(cup, reference(put(mask, "image/png"), ReferenceRole.MASK)))
                .isInstanceOfSatisfying(
                        RefusedReferenceException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field))
                .hasMessageContaining(right);
    }

    private void assertRefused(String field, String right, AssetRef... assets) {
        Reference[] all = new Reference[assets.length];
        for (int i = 0; i < assets.length; i++) {
            all[i] = reference(assets[i], ReferenceRole.SUBJECT);
        }

        assertThatThrownBy(() -> load(all))
                .isInstanceOfSatisfying(
                        RefusedReferenceException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field))
                .hasMessageStartingWith(field)
                .hasMessageContaining(right);
    }

    private List<InputImage> load(Reference... all) throws Exception {
        try (ReferenceImages.Loaded loaded = references.load(List.of(all), Duration.ZERO)) {
            return loaded.images();
        }
    }

    private AssetRef put(byte[] bytes, String mediaType) {
        return store.put(bytes, mediaType, 1, 1);
    }

    private static Reference reference(AssetRef asset, ReferenceRole role) {
        return new Reference(asset, role);
    }

    private static byte[] mask(int width, int height, boolean alpha) {
        BufferedImage mask =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(mask, "png", bytes)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
