package io.diptych.embedded;

/// Where a database is and who may use it.
///
/// @param url      JDBC URL with host, port and database
/// @param user     owner of the database
/// @param password left out of `toString`
public record JdbcAddress(String url, String user, String password) {

    public JdbcAddress {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("url must start with jdbc: but is " + url);
        }
    }

    @Override
    public String toString() {
        return "JdbcAddress[url=" + url + ", user=" + user + "]";
    }
}
