package io.diptych.simulator.exhibit;

import io.diptych.simulator.chance.Dice;
import java.util.List;
import java.util.stream.Collectors;

/// What the image of an exhibit is to show: drawn by lot, the same for the same dice and number.
///
/// @param prompt asks for it
/// @param lines  words that have to stand on it
record Brief(String prompt, List<String> lines) {
    private static final List<String> COLOURS = List.of(
            "red", "orange", "yellow", "green", "teal", "blue", "navy", "purple", "pink", "brown", "black", "grey");
    private static final List<String> THINGS = List.of(
            "shampoo bottle",
            "gift box",
            "candle jar",
            "coffee mug",
            "coffee pouch",
            "water flask",
            "tea tin",
            "travel cup",
            "snack bag",
            "speaker");
    private static final List<String> BRANDS = List.of(
            "Lumière Nord",
            "Aster & Co",
            "Halden Skin",
            "Harbor Roast",
            "KIJANI",
            "Northwind",
            "Blue Fjord",
            "Marlow & Finch",
            "Papaver",
            "Quiet Hours",
            "TERRA VIVA",
            "Wexford",
            "Saltwood",
            "Juniper Lane",
            "Otto Brandt",
            "Zephyr");
    private static final List<String> AMOUNTS = List.of(
            "75 ml",
            "50 ml",
            "200 ml",
            "250 g",
            "1 kg",
            "No. 5",
            "12 pcs",
            "SPF 30",
            "Classic",
            "Extra Fine",
            "2-pack");
    private static final List<String> HEADLINES = List.of(
            "SUMMER SALE",
            "New in store",
            "30% off today",
            "Made for morning",
            "Back to school",
            "Fresh every week",
            "Only 4.99",
            "Winter is coming",
            "Taste the north",
            "Soft as silk");

    static Brief of(String purpose, Dice dice, String number) {
        String thing = pick(THINGS, dice, "thing", number);
        String colour = pick(COLOURS, dice, "colour", number);
        String label = pick(BRANDS, dice, "brand", number) + " " + pick(AMOUNTS, dice, "amount", number);
        String product = "a " + colour + " " + thing + " with the label \"" + label + "\"";
        return switch (purpose) {
            case "white-background" ->
                new Brief("Product photo of " + product + " on a pure white background", List.of(label));
            case "scene" -> new Brief("Lifestyle scene with " + product + ", natural light", List.of(label));
            case "poster" -> {
                String headline = pick(HEADLINES, dice, "headline", number);
                yield new Brief("Poster for " + product + ", headline \"" + headline + "\"", List.of(label, headline));
            }
            default ->
                throw new IllegalArgumentException("purpose is '" + purpose + "', must be one of those of Exhibit");
        };
    }

    /// The same thing with the same words, on white; or on another ground where white is asked for.
    Brief elsewhere(String purpose) {
        String words = lines.stream().map(line -> "\"" + line + "\"").collect(Collectors.joining(" and "));
        String thing = prompt.replaceAll("^.*?(a \\w+ [\\w ]+) with the label.*$", "$1");
        String ground = purpose.equals("white-background") ? "on a table" : "on a white background";
        return new Brief("Photo of " + thing + " that says " + words + " " + ground, lines);
    }

    /// The same without a word about the words, which a reference shows already.
    Brief unquoted() {
        return new Brief(prompt.replace("\"", ""), lines);
    }

    static <T> T pick(List<T> from, Dice dice, String... subject) {
        return from.get((int) Math.floorMod(dice.number(subject), (long) from.size()));
    }
}
