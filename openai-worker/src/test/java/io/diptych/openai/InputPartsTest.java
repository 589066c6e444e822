package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.ReferenceRole;
import io.diptych.worker.provider.InputImage;
import java.awt.Color;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputPartsTest {
    @Test
    void sendsImagesOfOneTypeAsTheyAre() {
        InputImage jpeg = Inputs.jpeg(Color.RED);

        InputParts parts = InputParts.of(List.of(jpeg, jpeg));

        assertThat(parts.mediaType()).isEqualTo("image/jpeg");
        assertThat(parts.images()).containsExactly(jpeg.bytes(), jpeg.bytes());
        assertThat(parts.field().contentType()).isEqualTo("image/jpeg");
        assertThat(parts.field().filename()).contains("reference.jpeg");
    }

    @Test
    void makesImagesOfSeveralTypesPngs() {
        InputImage png = Inputs.png(Color.BLUE);

        InputParts parts = InputParts.of(List.of(Inputs.jpeg(Color.RED), png));

        assertThat(parts.mediaType()).isEqualTo("image/png");
        assertThat(parts.images().getFirst()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(parts.images().getLast()).isEqualTo(png.bytes());
    }

    @Test
    void readsWebpToo() {
        byte[] webp = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        InputImage image = new InputImage(ReferenceRole.STYLE, webp, "image/webp", 1, 1);

        InputParts parts = InputParts.of(List.of(Inputs.png(Color.RED), image));

        assertThat(parts.images().getLast()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void namesAnImageThatCannotBeRead() {
        InputImage broken = new InputImage(ReferenceRole.STYLE, new byte[] {1, 2, 3}, "image/jpeg", 1, 1);

        assertThatThrownBy(() -> InputParts.of(List.of(Inputs.png(Color.RED), broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("references: an image of 3 bytes says it is image/jpeg");
    }
}
