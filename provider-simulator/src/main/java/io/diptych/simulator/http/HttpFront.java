package io.diptych.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes calls from Jetty to their endpoints, and answers back.
final class HttpFront extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger(HttpFront.class);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private final Routes routes;
    private final CountDownLatch closing;

    HttpFront(Routes routes, CountDownLatch closing) {
        this.routes = routes;
        this.closing = closing;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        try {
            send(answerTo(request), request, response, callback);
        } catch (InterruptedException e) {
            drop(request, callback, "the simulator ends");
        }
        return true;
    }

    private void send(Answer answer, Request request, Response response, Callback callback)
            throws IOException, InterruptedException {
        switch (answer) {
            case Answer.Whole whole -> {
                head(response, whole);
                response.write(true, whole.body(), callback);
            }
            case Answer.Streamed streamed -> stream(streamed, request, response, callback);
            case Answer.Dropped _ -> drop(request, callback, "a fault rule");
            case Answer.Cut(Answer.Whole whole) -> {
                head(response, whole);
                ByteBuffer half = whole.body();
                half.limit(half.limit() / 2);
                Content.Sink.write(response, false, half);
                drop(request, callback, "a fault rule");
            }
            case Answer.Silence _ -> {
                if (closing.await(LONGEST_SILENCE.toSeconds(), TimeUnit.SECONDS)) {
                    log.atDebug().log("silence ended with the simulator");
                }
                drop(request, callback, "a fault rule");
            }
        }
    }

    private Answer answerTo(Request request) throws IOException, InterruptedException {
        String path = Request.getPathInContext(request);
        var found = routes.find(request.getMethod(), path);
        if (found.isEmpty()) {
            return noRoute(request.getMethod(), path);
        }
        Call call = new Call(
                found.get().pathValues(),
                queryOf(request),
                name -> request.getHeaders().get(name),
                Content.Source.asInputStream(request),
                System.nanoTime());
        try {
            return found.get().endpoint().handle(call);
        } catch (CallRejected rejected) {
            return rejected.answer();
        }
    }

    private static Map<String, String> queryOf(Request request) {
        Map<String, String> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), field.getValue());
        }
        return query;
    }

    private static Answer noRoute(String method, String path) {
        var body = Json.object();
        if (path.startsWith("/v1beta")) {
            body.putObject("error")
                    .put("code", 404)
                    .put("message", "Requested entity was not found.")
                    .put("status", "NOT_FOUND");
            return Answer.json(404, body);
        }
        body.putObject("error")
                .put("message", "Invalid URL (" + method + " " + path + ")")
                .put("type", "invalid_request_error")
                .putNull("param")
                .putNull("code");
        return Answer.json(404, body);
    }

    private static void head(Response response, Answer.Whole whole) {
        response.setStatus(whole.status());
        whole.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, whole.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, whole.body().remaining());
    }

    // The stream is closed only at a good end: closing it would end the answer as if it were complete.
    @SuppressWarnings({"MustBeClosedChecker", "StreamResourceLeak"})
    private static void stream(Answer.Streamed streamed, Request request, Response response, Callback callback)
            throws IOException, InterruptedException {
        response.setStatus(streamed.status());
        streamed.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, streamed.contentType());
        OutputStream out = Response.asBufferedOutputStream(request, response);
        try {
            streamed.body().writeTo(out);
        } catch (ConnectionCut e) {
            out.flush();
            drop(request, callback, "a fault rule");
            return;
        }
        out.close();
        callback.succeeded();
    }

    private static void drop(Request request, Callback callback, String reason) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("connection dropped: " + reason));
    }
}
