package io.diptych.router.budget;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What all the budgets that cover an attempt have room for: each must have it.
///
/// @param rooms widest first; empty where nothing is limited
public record Headroom(List<Room> rooms) {
    /// Nothing is limited.
    public static final Headroom NONE = new Headroom(List.of());

    public Headroom {
        rooms = List.copyOf(rooms);
    }

    /// A single budget of which only that is known what it has left.
    ///
    /// @param leftMicros in micro-USD; null for no budget
    public static Headroom of(@Nullable Long leftMicros) {
        return leftMicros == null
                ? NONE
                : new Headroom(List.of(new Room("", "the tenant's budget", null, leftMicros, 0, 0, false)));
    }

    /// Whether there is any budget.
    public boolean isLimited() {
        return !rooms.isEmpty();
    }

    /// The first budget that has no room for so much; it decides what follows.
    public Optional<Room> without(long micros) {
        for (Room room : rooms) {
            if (room.leftMicros() < micros) {
                return Optional.of(room);
            }
        }
        return Optional.empty();
    }

    /// Whether each has room for a price. One that nobody knows has room in none.
    public boolean fits(@Nullable Long micros) {
        return !isLimited() || (micros != null && without(micros).isEmpty());
    }

    /// The budget that has the least left.
    public Optional<Room> tightest() {
        return rooms.stream().min(Comparator.comparingLong(Room::leftMicros));
    }

    /// The least that is left, in micro-USD; null where nothing is limited.
    public @Nullable Long leftMicros() {
        return tightest().map(Room::leftMicros).orElse(null);
    }

    /// Where the tightest stands, for a person.
    public String figures() {
        return tightest().map(Room::figures).orElse("no budget");
    }
}
