package io.diptych.platform.postgres;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where PostgreSQL is and who we are there. Environment: `DIPTYCH_POSTGRES_URL`, `DIPTYCH_POSTGRES_USER`,
/// `DIPTYCH_POSTGRES_PASSWORD`.
///
/// @param url      JDBC URL with host, port and database
/// @param user     owner of the tables
/// @param password left out of `toString`
@Validated
@ConfigurationProperties("diptych.postgres")
public record PostgresProperties(
        @DefaultValue("jdbc:postgresql://127.0.0.1:5432/diptych") @NotBlank
        String url,

        @DefaultValue("diptych") @NotBlank String user,
        @DefaultValue("diptych") @NotNull String password) {

    public PostgresProperties {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("diptych.postgres.url is '" + withoutSecrets(url)
                    + "', must be jdbc:postgresql://host:port/database (DIPTYCH_POSTGRES_URL)");
        }
    }

    /// The URL for logs and messages: without its parameters, which may hold a password.
    public String address() {
        return withoutSecrets(url);
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "PostgresProperties[url=" + address() + ", user=" + user + "]";
    }
}
