package io.diptych.embedded;

import java.io.IOException;
import java.io.InputStream;

/// Files packed beside this class.
final class Resources {

    private Resources() {}

    static InputStream open(String name) throws IOException {
        InputStream in = Resources.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + " is not packed with " + Resources.class.getPackageName()
                    + ": build the module `embedded` again");
        }
        return in;
    }
}
