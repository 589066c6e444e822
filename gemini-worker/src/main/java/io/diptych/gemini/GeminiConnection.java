package io.diptych.gemini;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import io.diptych.worker.provider.ClientRequestId;
import io.diptych.worker.provider.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/// The SDK's client, with everything off by which it would decide something for us: its own
/// retries (one attempt, and
/// no
/// status it would sleep after), those of its HTTP client (it would silently send a paid call
/// again), and redirects.
final class GeminiConnection implements AutoCloseable {
    private static final String API_VERSION = "v1beta";
    private static final String VERTEX_API_VERSION = "v1beta1";
    private static final int IDLE_SECONDS = 30;
    private static final int MAX_ERROR_BYTES = 1 << 20;

    private final @Nullable Client client;
    private final boolean vertexApi;

    /// @param credentials of Google's cloud, asked for on Vertex outside of express mode only
    /// @throws IllegalStateException when Vertex is configured and there are no credentials
    GeminiConnection(GeminiProperties properties, Supplier<GoogleCredentials> credentials) {
        GeminiProperties.Vertex vertex = properties.vertex();
        vertexApi = vertex != null;
        if (vertex != null && !vertex.isExpress()) {
            client = connect(
                    properties,
                    builder -> builder.vertexAI(true)
                            .project(vertex.project())
                            .location(vertex.location())
                            .credentials(credentials.get()));
        } else {
            client = properties.apiKey().isPresent()
                    ? connect(
                            properties,
                            builder -> builder.vertexAI(vertex != null)
                                    .apiKey(properties.apiKey().value()))
                    : null;
        }
    }

    GeminiConnection(GeminiProperties properties) {
        this(properties, GeminiConnection::fromTheEnvironment);
    }

    private static GoogleCredentials fromTheEnvironment() {
        try {
            return GoogleCredentials.getApplicationDefault()
                    .createScoped("https://www.googleapis.com/auth/cloud-platform");
        } catch (IOException e) {
            throw new IllegalStateException(
                    "diptych.gemini.vertex.project is set, but there are no application default credentials: "
                            + e.getMessage(),
                    e);
        }
    }

    /// Whether it is Vertex that is called.
    boolean isVertex() {
        return vertexApi;
    }

    /// The client; empty where no key is configured.
    Optional<Client> client() {
        return Optional.ofNullable(client);
    }

    /// Options of one call.
    ///
    /// @param id      our own id of what is called for
    /// @param timeout for the whole call
    static HttpOptions call(String id, Duration timeout) {
        return HttpOptions.builder()
                .headers(Map.of(ClientRequestId.HEADER, ClientRequestId.of(id)))
                .timeout((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE))
                .build();
    }

    private static Client connect(GeminiProperties properties, UnaryOperator<Client.Builder> access) {
        JacksonLimits.raise();
        OkHttpClient http = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(properties.connectTimeout())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(properties.callTimeout())
                .connectionPool(new ConnectionPool(properties.maxIdleConnections(), IDLE_SECONDS, TimeUnit.SECONDS))
                .addNetworkInterceptor(GeminiConnection::watch)
                .build();
        return access.apply(Client.builder())
                .httpOptions(HttpOptions.builder()
                        .baseUrl(properties.baseUrl().toString())
                        .apiVersion(properties.vertex() == null ? API_VERSION : VERTEX_API_VERSION)
                        .retryOptions(HttpRetryOptions.builder()
                                .attempts(1)
                                .httpStatusCodes(List.of())
                                .build())
                        .build())
                .clientOptions(ClientOptions.builder().customHttpClient(http).build())
                .build();
    }

    /// Notes what the SDK does not tell: whether the request went out, the details of an error, and
    /// that there is an answer to be read.
    private static Response watch(Interceptor.Chain chain) throws IOException {
        Optional<Exchange> exchange = Exchange.current();
        exchange.ifPresent(Exchange::noteSent);
        Response response = chain.proceed(chain.request());
        if (!response.isSuccessful() && exchange.isPresent()) {
            exchange.get().noteErrorBody(response.peekBody(MAX_ERROR_BYTES).string());
        } else if (exchange.isPresent()) {
            try {
                ResponseBody body =
                        Objects.requireNonNull(response.body(), "a response that was proceeded to has a body");
                exchange.get().noteAnswer(body.contentLength());
            } catch (UncheckedIOException e) {
                response.close();
                throw e.getCause();
            }
        }
        return response;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
