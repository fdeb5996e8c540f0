package dev.pesto.payara.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Believable goods: what each merchant makes, of which stuff, in which size. The same on every machine. */
final class Catalogue {
    record Merchant(String name, String emailName) {}

    record Product(
            int merchant,
            String sku,
            String name,
            String description,
            String category,
            long price,
            String currency,
            int stock) {}

    private record Line(
            int merchant,
            String category,
            String noun,
            String use,
            long from,
            List<String> kinds,
            List<String> sizes) {}

    /** The first is the demo merchant whose password is shown. */
    static final List<Merchant> MERCHANTS = List.of(
            new Merchant("Neem & Co. Home", "merchant"),
            new Merchant("Malabar Spice House", "malabar"),
            new Merchant("Indigo Handlooms", "indigo"),
            new Merchant("Deccan Electronics", "deccan"),
            new Merchant("Monsoon Books", "monsoon"),
            new Merchant("Coorg Coffee Works", "coorg"));

    private static final List<Line> LINES = List.of(
            new Line(
                    0,
                    "kitchen",
                    "Storage Jar",
                    "Airtight lid, safe for the dishwasher.",
                    24900,
                    List.of("Glass", "Steel", "Ceramic", "Copper"),
                    List.of("500 ml", "1 l", "2 l")),
            new Line(
                    0,
                    "kitchen",
                    "Frying Pan",
                    "For gas and induction.",
                    89900,
                    List.of("Cast Iron", "Carbon Steel", "Triply Steel"),
                    List.of("20 cm", "24 cm", "28 cm")),
            new Line(
                    0,
                    "kitchen",
                    "Chopping Board",
                    "Oiled by hand, with a groove for juice.",
                    49900,
                    List.of("Neem Wood", "Teak", "Bamboo", "Mango Wood"),
                    List.of("small", "large")),
            new Line(
                    0,
                    "home",
                    "Table Lamp",
                    "Warm light, two metres of cable, switch at the base.",
                    149900,
                    List.of("Brass", "Rattan", "Terracotta", "Paper"),
                    List.of("low", "tall")),
            new Line(
                    0,
                    "garden",
                    "Planter",
                    "With a hole and a saucer.",
                    19900,
                    List.of("Terracotta", "Glazed", "Coir", "Zinc"),
                    List.of("15 cm", "20 cm", "30 cm")),
            new Line(
                    1,
                    "spices",
                    "Pepper",
                    "Of this year's harvest, sorted by hand.",
                    12900,
                    List.of("Tellicherry Black", "Malabar White", "Green Dried", "Long"),
                    List.of("50 g", "100 g", "250 g")),
            new Line(
                    1,
                    "spices",
                    "Masala",
                    "Roasted and ground in small lots.",
                    9900,
                    List.of("Garam", "Sambar", "Chettinad", "Chaat", "Fish Curry", "Biryani"),
                    List.of("50 g", "100 g", "200 g")),
            new Line(
                    1,
                    "spices",
                    "Chilli",
                    "Sun-dried, stems removed.",
                    7900,
                    List.of("Kashmiri", "Byadgi", "Guntur", "Bird's Eye"),
                    List.of("100 g", "250 g")),
            new Line(
                    1,
                    "groceries",
                    "Pickle",
                    "In cold-pressed sesame oil.",
                    17900,
                    List.of("Mango", "Lime", "Garlic", "Gooseberry", "Prawn"),
                    List.of("200 g", "400 g")),
            new Line(
                    2,
                    "clothing",
                    "Kurta",
                    "Woven on a handloom, washed soft.",
                    129900,
                    List.of("Indigo Cotton", "Natural Khadi", "Madder Linen", "Grey Chambray"),
                    List.of("S", "M", "L", "XL")),
            new Line(
                    2,
                    "clothing",
                    "Scarf",
                    "Dyed with plants, fringed by hand.",
                    69900,
                    List.of("Merino", "Mulberry Silk", "Cotton Gauze", "Pashmina"),
                    List.of("narrow", "wide")),
            new Line(
                    2,
                    "home",
                    "Bed Cover",
                    "Quilted, pre-shrunk, for the machine at 30 degrees.",
                    199900,
                    List.of("Block Print", "Kantha", "Ikat", "Plain Khadi"),
                    List.of("single", "double", "king")),
            new Line(
                    2,
                    "home",
                    "Towel",
                    "Waffle weave that dries fast.",
                    34900,
                    List.of("Indigo", "Sand", "Brick", "Leaf"),
                    List.of("hand", "bath")),
            new Line(
                    3,
                    "electronics",
                    "Headphones",
                    "With a cable, a case and two years of warranty.",
                    249900,
                    List.of("Wired", "Wireless", "Noise Cancelling", "Sports"),
                    List.of("black", "white", "blue")),
            new Line(
                    3,
                    "electronics",
                    "USB-C Cable",
                    "Braided, tested for 20,000 bends.",
                    39900,
                    List.of("60 W", "100 W", "240 W"),
                    List.of("0.5 m", "1 m", "2 m")),
            new Line(
                    3,
                    "electronics",
                    "Power Bank",
                    "With a display, allowed in hand luggage.",
                    159900,
                    List.of("Slim", "Rugged", "Fast Charging"),
                    List.of("10,000 mAh", "20,000 mAh")),
            new Line(
                    3,
                    "electronics",
                    "Keyboard",
                    "Hot-swappable switches, a real volume wheel.",
                    449900,
                    List.of("Tenkeyless", "Compact", "Full Size"),
                    List.of("linear", "tactile", "silent")),
            new Line(
                    4,
                    "books",
                    "Notebook",
                    "Sewn binding that lies flat, 120 g paper.",
                    29900,
                    List.of("Ruled", "Dotted", "Blank", "Squared"),
                    List.of("A6", "A5", "B5")),
            new Line(
                    4,
                    "books",
                    "Field Guide",
                    "Four hundred colour plates, for the pocket.",
                    59900,
                    List.of("Birds of the Ghats", "Butterflies of Kerala", "Trees of Delhi", "Snakes of India"),
                    List.of("paperback", "hardcover")),
            new Line(
                    4,
                    "books",
                    "Cookbook",
                    "Eighty recipes tested in a home kitchen.",
                    79900,
                    List.of("Coastal", "Monsoon", "Festive", "Weekday", "Street Food"),
                    List.of("paperback", "hardcover")),
            new Line(
                    5,
                    "coffee",
                    "Coffee",
                    "Roasted on Mondays, rested, and sent on Thursdays.",
                    44900,
                    List.of(
                            "Monsooned Malabar",
                            "Baba Budangiri",
                            "Peaberry",
                            "Robusta Royale",
                            "Filter Blend",
                            "Decaf"),
                    List.of("250 g", "500 g", "1 kg")),
            new Line(
                    5,
                    "coffee",
                    "Coffee Filter",
                    "With a lid, a plunger and a small tumbler.",
                    54900,
                    List.of("Brass", "Steel", "Copper"),
                    List.of("2 cups", "4 cups", "6 cups")),
            new Line(
                    5,
                    "coffee",
                    "Cup",
                    "Thrown on the wheel; no two are alike.",
                    22900,
                    List.of("Stoneware", "Porcelain", "Terracotta", "Enamel"),
                    List.of("80 ml", "180 ml", "300 ml")));

    private Catalogue() {}

    static List<Product> products() {
        Random random = new Random(42);
        List<Product> products = new ArrayList<>();
        for (Line line : LINES) {
            for (int kind = 0; kind < line.kinds().size(); kind++) {
                for (int size = 0; size < line.sizes().size(); size++) {
                    products.add(product(line, kind, size, random));
                }
            }
        }
        return products;
    }

    private static Product product(Line line, int kind, int size, Random random) {
        String name =
                line.kinds().get(kind) + " " + line.noun() + ", " + line.sizes().get(size);
        String sku = (line.noun().replaceAll("[^A-Za-z]", "") + "-"
                        + line.kinds().get(kind).replaceAll("[^A-Za-z0-9]", "") + "-"
                        + line.sizes().get(size).replaceAll("[^A-Za-z0-9]", ""))
                .toUpperCase(Locale.ROOT);
        long price = line.from() * (100 + 35L * size + 12L * kind) / 100 / 1000 * 1000 + 900;
        String description = line.kinds().get(kind) + " " + line.noun().toLowerCase(Locale.ROOT) + ". " + line.use();
        int stock = random.nextInt(100) < 4 ? 0 : 5 + random.nextInt(400);
        return new Product(line.merchant(), sku, name, description, line.category(), price, "INR", stock);
    }
}
