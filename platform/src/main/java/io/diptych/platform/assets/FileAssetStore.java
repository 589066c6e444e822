package io.diptych.platform.assets;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Keeps assets in a folder.
final class FileAssetStore extends ContentAddressed {
    private final Path root;
    private final DurableFiles files;

    FileAssetStore(Path root) {
        this.root = root;
        this.files = new DurableFiles(root);
    }

    @Override
    void writeOnce(String path, byte[] bytes, String mediaType) {
        boolean there = find(path).filter(found -> Arrays.equals(found, bytes)).isPresent();
        if (!there) {
            write(path, bytes);
        }
    }

    @Override
    void write(String path, byte[] bytes) {
        try {
            files.write(root.resolve(path), bytes);
        } catch (IOException e) {
            throw failed("writing " + path, e);
        }
    }

    @Override
    Optional<byte[]> find(String path) {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("reading " + path, e);
        }
    }

    @Override
    public void ping() {
        try {
            files.probe();
        } catch (IOException e) {
            throw failed("writing a probe", e);
        }
    }

    @Override
    public boolean isInside(String uri) {
        try {
            URI address = new URI(uri);
            return "file".equalsIgnoreCase(address.getScheme())
                    && (address.getAuthority() == null || address.getAuthority().isEmpty())
                    && Path.of(new URI("file", null, address.getPath(), null))
                            .normalize()
                            .startsWith(root);
        } catch (URISyntaxException | IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    String uriOf(String path) {
        return root.resolve(path).toUri().toString();
    }

    private AssetStoreException failed(String doing, IOException cause) {
        return new AssetStoreException("asset store " + this + " refuses " + doing + ": " + cause, cause);
    }

    @Override
    public String toString() {
        return "file:" + root;
    }
}
