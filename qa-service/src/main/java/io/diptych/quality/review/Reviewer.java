package io.diptych.quality.review;

/// A person at the desk.
///
/// @param name as it stands in decisions
public record Reviewer(String name, Role role) {
    public Reviewer {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a reviewer is blank, must be one that decisions can carry");
        }
    }

    /// Whether their word settles a disagreement.
    public boolean isLead() {
        return role == Role.LEAD;
    }
}
