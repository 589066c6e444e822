package io.diptych.openai;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Fetches images that an answer only tells the address of.
///
/// The address is the host's word, so it is not trusted: only HTTPS to public addresses, no redirects, no more bytes
/// than an image has. The name is resolved once, and what it resolves to is both checked and connected to. The one
/// exception is the host itself, where it is a simulator on this machine.
final class ImageDownload {
    private static final int MAX_BYTES = 64 << 20;
    private static final int TRIES = 3;

    private final HttpUrl host;
    private final boolean hostIsThisMachine;
    private final OkHttpClient http;

    /// @param host              base address of the provider
    /// @param hostIsThisMachine whether that is a simulator, whose own addresses may be fetched from
    ImageDownload(URI host, boolean hostIsThisMachine, Duration connectTimeout) {
        this.host = HttpUrl.get(host.toString());
        this.hostIsThisMachine = hostIsThisMachine;
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .dns(ImageDownload::resolve)
                .connectTimeout(connectTimeout)
                .readTimeout(Duration.ZERO)
                .build();
    }

    /// An image cannot be had.
    static final class DownloadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DownloadException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// Fetches an image; tries again a few times, as it is paid for.
    ///
    /// @param left time that is left; empty once there is none
    /// @throws DownloadException if it cannot be had
    byte[] fetch(String address, Supplier<Optional<Duration>> left) {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null) {
            throw new DownloadException("url of the image is '" + address + "', but must be an HTTPS address", null);
        }
        boolean isHost = hostIsThisMachine && url.host().equals(host.host()) && url.port() == host.port();
        if (!isHost) {
            check(url);
        }
        OkHttpClient client = isHost ? http.newBuilder().dns(Dns.SYSTEM).build() : http;
        IOException last = new IOException("no time was left");
        for (int i = 0; i < TRIES; i++) {
            Optional<Duration> limit = left.get();
            if (limit.isEmpty() || Thread.currentThread().isInterrupted()) {
                break;
            }
            try {
                return once(client.newBuilder().callTimeout(limit.get()).build(), url);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new DownloadException(
                "the image was made, but cannot be fetched from " + url.host() + ": " + last.getMessage(), last);
    }

    /// A host that is an address is connected to without being resolved, so it is checked here.
    private static void check(HttpUrl url) {
        if (!url.isHttps()) {
            throw new DownloadException(
                    "url of the image is '" + url.scheme() + "' to " + url.host() + ", but must be HTTPS", null);
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(url.host());
            if (!PublicAddresses.contains(literal)) {
                throw new DownloadException(
                        "url of the image is at " + url.host() + ", which is not a public address", null);
            }
        } catch (IllegalArgumentException isName) {
            // Checked when it is resolved.
        }
    }

    private static List<InetAddress> resolve(String name) throws UnknownHostException {
        List<InetAddress> addresses = Dns.SYSTEM.lookup(name);
        for (InetAddress address : addresses) {
            if (!PublicAddresses.contains(address)) {
                throw new UnknownHostException(name + " is " + address.getHostAddress() + ", not a public address");
            }
        }
        return addresses;
    }

    private static byte[] once(OkHttpClient client, HttpUrl url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            if (!response.isSuccessful() || response.body() == null) {
                throw new IOException("status " + response.code());
            }
            byte[] bytes = response.body().byteStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
