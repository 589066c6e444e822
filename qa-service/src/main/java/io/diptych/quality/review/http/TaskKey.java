package io.diptych.quality.review.http;

import io.diptych.quality.review.desk.DeskException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A task id as a path can carry it: ids are made of what callers send, such as slashes.
final class TaskKey {
    private TaskKey() {}

    static String of(String taskId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(taskId.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws DeskException when it is no such key
    static String taskId(String key) {
        try {
            return new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw DeskException.missing("key", key);
        }
    }
}
