package io.diptych.simulator.veo;

import java.util.List;

/// A model that makes films.
///
/// @param seconds        lengths that it knows
/// @param references     whether it takes images of what is to be seen
/// @param latencySeconds how long a film takes, at speed 1
record VeoModel(
        String id,
        List<String> aliases,
        String displayName,
        List<String> resolutions,
        List<Integer> seconds,
        boolean references,
        int latencySeconds) {

    VeoModel {
        aliases = List.copyOf(aliases);
        resolutions = List.copyOf(resolutions);
        seconds = List.copyOf(seconds);
    }

    boolean isCalled(String name) {
        return id.equals(name) || aliases.contains(name);
    }
}
