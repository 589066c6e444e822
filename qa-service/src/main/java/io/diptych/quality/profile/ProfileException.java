package io.diptych.quality.profile;

import java.util.List;

/// Quality profiles that cannot be used. Names every mistake.
public final class ProfileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ProfileException(List<String> problems) {
        super("quality profiles cannot be used:\n" + String.join("\n", problems));
    }
}
