package io.diptych.platform.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.AssetRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAssetStoreTest extends AssetStoreContract {
    @TempDir
    Path folder;

    @Override
    AssetStore store() {
        return AssetStores.open(root().toUri(), null, "us-east-1");
    }

    @Override
    void tamperWith(AssetRef asset, byte[] bytes) {
        try {
            Files.write(Path.of(URI.create(asset.getUri())), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    long objects() {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path root() {
        return folder.resolve("not").resolve("yet there");
    }

    @Test
    void healsAFileThatIsNotWhatItsNameSays() {
        AssetRef asset = store().put(utf8("true"), "image/png", 1, 1);
        tamperWith(asset, utf8("torn"));

        store().put(utf8("true"), "image/png", 1, 1);

        assertThat(store().read(asset)).isEqualTo(utf8("true"));
    }

    @Test
    void leavesNothingBesideWhatWasStored() {
        store().ping();
        store().put(utf8("one"), "image/png", 1, 1);

        assertThat(objects()).isOne();
    }

    @Test
    void namesTheFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "a file where the folder should be");
        AssetStore store = AssetStores.open(file.toUri(), null, "us-east-1");

        assertThatThrownBy(store::ping)
                .isInstanceOf(AssetStoreException.class)
                .hasMessageContaining("asset store file:" + file);
    }

    @Test
    void knowsItsOwnAddresses() {
        AssetStore store = store();
        String own = store.put(new byte[] {1}, "image/png", 1, 1).getUri();

        assertThat(store.isInside(own)).isTrue();
        assertThat(store.isInside(own.replace("file:///", "file:/"))).isTrue();
        assertThat(store.isInside("file:///etc/passwd")).isFalse();
        assertThat(store.isInside(root().toUri() + "../secret.png")).isFalse();
        assertThat(store.isInside(root().toUri() + "%2e%2e/secret.png")).isFalse();
        assertThat(store.isInside("file://elsewhere" + root() + "/a.png")).isFalse();
        assertThat(store.isInside("http://127.0.0.1" + root() + "/a.png")).isFalse();
        assertThat(store.isInside("no uri at all: \u0000")).isFalse();
    }
}
