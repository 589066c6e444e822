package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.diptych.openai.ImageDownload.DownloadException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDownloadTest {
    private final ImageDownload download =
            new ImageDownload(URI.create("https://ark.example/api/v3"), false, Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ark.example/1.png",
                "https://127.0.0.1/1.png",
                "https://[::1]/1.png",
                "https://10.1.2.3/1.png",
                "https://169.254.169.254/latest/meta-data",
                "https://2130706433/1.png",
                "https://[::ffff:127.0.0.1]/1.png",
                "https://[64:ff9b::7f00:1]/1.png",
                "https://localhost/1.png",
                "file:///etc/passwd",
                "no address"
            })
    void fetchesNothingThatIsNotPublic(String address) {
        assertThatThrownBy(() -> download.fetch(address, () -> Optional.of(Duration.ofSeconds(2))))
                .isInstanceOf(DownloadException.class);
    }

    @Test
    void followsNoRedirectNotEvenOfTheHostItself() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String host = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().getPath());
                exchange.getResponseHeaders().add("Location", host + "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            }
        });
        server.start();
        try {
            ImageDownload simulated = new ImageDownload(URI.create(host), true, Duration.ofSeconds(5));

            assertThatThrownBy(() -> simulated.fetch(host + "/1.png", () -> Optional.of(Duration.ofMinutes(1))))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("status 302");
        } finally {
            server.stop(0);
        }
        assertThat(asked).isNotEmpty().containsOnly("/1.png");
    }

    @Test
    void asksNobodyOnceTheTimeIsUp() {
        assertThatThrownBy(() -> download.fetch("https://ark.example/1.png", Optional::empty))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("no time was left");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.255.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1",
                "64:ff9b::1"
            })
    void isNotPublic(String address) {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "100.128.0.1", "172.32.0.1", "193.0.0.1", "2606:4700::1111"})
    void isPublic(String address) {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isTrue();
    }
}
