package io.diptych.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.diptych.worker.provider.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// The SDK's client, with everything off by which it would decide something for us: retries, redirects,
/// telemetry, and its HTTP client's patience of 10 s for the next byte. Each call has a limit of its own.
final class OpenAiConnection implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;

    private final @Nullable OpenAIClient client;

    OpenAiConnection(OpenAiProperties properties) {
        this(properties, chain -> chain.proceed(chain.request()));
    }

    /// @param last what sees a request last before it goes out, and may answer it instead
    OpenAiConnection(OpenAiProperties properties, Interceptor last) {
        client = properties.apiKey().isPresent() ? connect(properties, last) : null;
    }

    /// The client; empty where no key is configured.
    Optional<OpenAIClient> client() {
        return Optional.ofNullable(client);
    }

    private static OpenAIClient connect(OpenAiProperties properties, Interceptor last) {
        JacksonLimits.raise();
        OkHttpClient http = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .connectionPool(new ConnectionPool(properties.maxIdleConnections(), IDLE_SECONDS, TimeUnit.SECONDS))
                .addInterceptor(EventRoom::around)
                .addInterceptor(last)
                .addNetworkInterceptor(OpenAiConnection::watch)
                .build();
        return OpenAIOkHttpClient.builder()
                .okHttpClient(http)
                .baseUrl(properties.baseUrl().toString())
                .apiKey(properties.apiKey().value())
                .maxRetries(0)
                .disableTelemetry(true)
                .build();
    }

    /// Notes what tells a call that was never sent from one that may have been billed, and what the head of an
    /// answer says of limits, whatever becomes of its body.
    private static Response watch(Interceptor.Chain chain) throws IOException {
        Optional<Exchange> exchange = Exchange.current();
        exchange.ifPresent(Exchange::noteSent);
        Response response = chain.proceed(chain.request());
        exchange.ifPresent(noted -> noted.noteLimits(LimitHeaders.of(response.headers())));
        return response;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
