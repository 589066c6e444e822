package io.diptych.simulator.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which endpoint answers which method and path. Fill it before the server starts.
public final class Routes {

    private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z]+)}");

    private final List<Route> routes = new ArrayList<>();

    /// Adds an endpoint.
    ///
    /// @param path the path, where `{name}` stands for one or more characters other than `/` and `:`
    public Routes add(String method, String path, Endpoint endpoint) {
        List<String> names =
                NAME.matcher(path).results().map(found -> found.group(1)).toList();
        StringBuilder regex = new StringBuilder();
        Matcher matcher = NAME.matcher(path);
        int from = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(path.substring(from, matcher.start()))).append("([^/:]+)");
            from = matcher.end();
        }
        regex.append(Pattern.quote(path.substring(from)));
        routes.add(new Route(method, Pattern.compile(regex.toString()), names, endpoint));
        return this;
    }

    Optional<Found> find(String method, String path) {
        for (Route route : routes) {
            Matcher matcher = route.path.matcher(path);
            if (route.method.equals(method) && matcher.matches()) {
                Map<String, String> values = new HashMap<>();
                for (int i = 0; i < route.names.size(); i++) {
                    values.put(route.names.get(i), matcher.group(i + 1));
                }
                return Optional.of(new Found(route.endpoint, values));
            }
        }
        return Optional.empty();
    }

    record Found(Endpoint endpoint, Map<String, String> pathValues) {}

    private record Route(String method, Pattern path, List<String> names, Endpoint endpoint) {}
}
