package io.diptych.quality.profile;

import io.diptych.events.Stage;
import io.diptych.quality.check.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The quality profiles, and which of them each stage of production has.
public final class Profiles {
    private static final String SHIPPED = "quality-profiles.yaml";

    private final Map<Stage, Profile> byStage;

    Profiles(Map<Stage, Profile> byStage) {
        this.byStage = new EnumMap<>(byStage);
    }

    /// The profiles that come with the program.
    public static Profiles shipped() {
        try (InputStream in = Profiles.class.getResourceAsStream("/" + SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("resource /" + SHIPPED + " is missing from the class path");
            }
            return ProfileReader.read(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("resource /" + SHIPPED + " cannot be read", e);
        }
    }

    /// The profiles of a file.
    ///
    /// @throws ProfileException when it cannot be read, or has a mistake
    public static Profiles of(Path file) {
        try {
            return ProfileReader.read(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ProfileException(List.of(file + ": there is no such file"));
        } catch (IOException e) {
            throw new ProfileException(List.of(file + ": " + e));
        }
    }

    /// The profile of a stage.
    public Profile of(Stage stage) {
        Profile profile = byStage.get(stage);
        if (profile == null) {
            throw new IllegalStateException("stage " + stage + " has no profile");
        }
        return profile;
    }

    /// A profile by its name.
    public Optional<Profile> named(String name) {
        return byStage.values().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst();
    }

    /// Names of all profiles.
    public List<String> names() {
        return byStage.values().stream().map(Profile::name).distinct().sorted().toList();
    }
}
