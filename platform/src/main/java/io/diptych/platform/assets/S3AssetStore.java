package io.diptych.platform.assets;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps assets in an S3 bucket. Credentials come from the SDK's default chain: environment, profile,
/// role.
///
/// Without the permission `s3:ListBucket` S3 answers 403 for a key that is not there, which reads as a
/// store that refuses.
final class S3AssetStore extends ContentAddressed implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final int ALREADY_THERE = 412;
    private static final String ANY = "*";
    private static final String RECEIPT_TYPE = "application/octet-stream";

    private final S3Client s3;
    private final S3Location location;

    S3AssetStore(S3Client s3, S3Location location) {
        this.s3 = s3;
        this.location = location;
    }

    static S3AssetStore connect(S3Location location, @Nullable URI endpoint, String region) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT))
                .overrideConfiguration(
                        limits -> limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL))
                .region(Region.of(region));
        if (endpoint != null) {
            // Servers other than AWS: no bucket in the host name, no checksum trailers, no chunked signatures.
            builder.endpointOverride(endpoint)
                    .forcePathStyle(true)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        }
        return new S3AssetStore(builder.build(), location);
    }

    @Override
    void writeOnce(String path, byte[] bytes, String mediaType) {
        try {
            s3.putObject(
                    put -> put.bucket(location.bucket())
                            .key(location.key(path))
                            .contentType(mediaType)
                            .ifNoneMatch(ANY),
                    RequestBody.fromBytes(bytes));
        } catch (S3Exception e) {
            if (e.statusCode() != ALREADY_THERE) {
                throw failed("writing " + path, e);
            }
        } catch (SdkException e) {
            throw failed("writing " + path, e);
        }
    }

    @Override
    void write(String path, byte[] bytes) {
        try {
            s3.putObject(
                    put -> put.bucket(location.bucket()).key(location.key(path)).contentType(RECEIPT_TYPE),
                    RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw failed("writing " + path, e);
        }
    }

    @Override
    Optional<byte[]> find(String path) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(get -> get.bucket(location.bucket()).key(location.key(path)))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failed("reading " + path, e);
        }
    }

    @Override
    public void ping() {
        try {
            s3.headBucket(head ->
                    head.bucket(location.bucket()).overrideConfiguration(limits -> limits.apiCallTimeout(CONNECT)));
        } catch (SdkException e) {
            throw failed("looking for bucket " + location.bucket(), e);
        }
    }

    @Override
    public boolean isInside(String uri) {
        return uri.startsWith(location.toString()) && !uri.contains("..") && !uri.contains("%");
    }

    @Override
    String uriOf(String path) {
        return location + path;
    }

    @Override
    public void close() {
        s3.close();
    }

    private AssetStoreException failed(String doing, SdkException cause) {
        return new AssetStoreException("asset store " + this + " fails at " + doing + ": " + cause.getMessage(), cause);
    }

    @Override
    public String toString() {
        return location.toString();
    }
}
