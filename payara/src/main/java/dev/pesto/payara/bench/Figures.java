package dev.pesto.payara.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was measured, as tables for people and as lines for programs. */
public final class Figures {

    /** One number: of which table, row and column. */
    record Cell(String table, String row, String column, double value) {}

    private final List<Cell> cells = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();

    void add(String table, String row, String column, double value) {
        cells.add(new Cell(table, row, column, value));
    }

    /** The middle one under the column's name, the extremes beside it. */
    void add(String table, String row, String column, Spread spread) {
        add(table, row, column, spread.median());
        add(table, row, column + " lowest", spread.lowest());
        add(table, row, column + " highest", spread.highest());
    }

    /** What was asked for beforehand, and whether it is so. */
    void target(String what, double value, boolean met) {
        verdicts.add(String.format(Locale.ROOT, "%-8s %s: %s", met ? "met" : "MISSED", what, format(value)));
    }

    /** Something other than the expected answer was seen: the figures are not to be used. */
    public void invalid(String why) {
        invalid.add(why);
    }

    public boolean areValid() {
        return invalid.isEmpty();
    }

    public void print(PrintStream out) {
        for (String table : distinct(cells.stream().map(Cell::table).toList())) {
            print(out, table);
        }
        verdicts.forEach(out::println);
        invalid.forEach(why -> out.println("INVALID  " + why));
    }

    private void print(PrintStream out, String table) {
        List<Cell> own =
                cells.stream().filter(cell -> cell.table().equals(table)).toList();
        Set<String> rows = distinct(own.stream().map(Cell::row).toList());
        Set<String> columns = distinct(own.stream().map(Cell::column).toList());
        int width = rows.stream().mapToInt(String::length).max().orElse(0);
        out.printf("%n%s%n%" + width + "s", table, "");
        columns.forEach(column -> out.print("  " + column));
        out.println();
        for (String row : rows) {
            out.printf("%-" + width + "s", row);
            for (String column : columns) {
                String text = find(own, row, column).map(Figures::format).orElse("");
                out.printf("  %" + column.length() + "s", text);
            }
            out.println();
        }
        out.println();
    }

    private static Optional<Double> find(List<Cell> cells, String row, String column) {
        return cells.stream()
                .filter(cell -> cell.row().equals(row) && cell.column().equals(column))
                .map(Cell::value)
                .findFirst();
    }

    private static Set<String> distinct(List<String> names) {
        return new LinkedHashSet<>(names);
    }

    static String format(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }

    public void write(Path file) throws IOException {
        String lines = cells.stream()
                .map(cell -> String.join(
                        ",",
                        quoted(cell.table()),
                        quoted(cell.row()),
                        quoted(cell.column()),
                        Double.toString(cell.value())))
                .collect(Collectors.joining("\n", "table,row,column,value\n", "\n"));
        Files.writeString(file, lines);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
