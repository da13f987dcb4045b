package org.dyvedeep.tools.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dyvedeep.knobs.plan.Loss;

/** What a reader wants to know first: how far the paper's claim is met here. */
final class Answer {
  private Answer() {}

  /** The claim. */
  static final String CLAIM =
      "The paper (arXiv 1704.01137) claims 2.1 x to 2.6 x fewer scalar operations and 1.8 x to 2.3 x"
          + " less time than a Caffe-based implementation, for less than 0.5 points of accuracy.";

  /** One sentence each on operations, time and loss, as far as there is something to say. */
  static List<String> sentences(List<Row> rows, double maxLoss) {
    List<Row> papers = rows.stream().filter(row -> row.paper().opsReduction() != null).toList();
    return Stream.of(operations(papers), time(papers), loss(rows, maxLoss))
        .filter(Objects::nonNull)
        .toList();
  }

  private static String operations(List<Row> rows) {
    List<Row> known = having(rows, Row::paperReduction);
    if (known.isEmpty()) {
      return "Operations: no network of the paper has been measured with a tuned plan.";
    }
    List<Row> met =
        known.stream()
            .filter(row -> row.paperReduction() >= row.paper().opsReduction().get(0))
            .toList();
    return String.format(
        Locale.ROOT,
        "Operations: %.1f x fewer or better, by the paper's three knobs, in %d of %d networks that have a"
            + " tuned plan%s.",
        known.get(0).paper().opsReduction().get(0),
        met.size(),
        known.size(),
        named(met));
  }

  private static String time(List<Row> rows) {
    List<Row> known = having(rows, Answer::overCaffe);
    if (known.isEmpty()) {
      return "Time: no network of the paper has been timed beside native Caffe.";
    }
    List<Row> met =
        known.stream().filter(row -> overCaffe(row) >= row.paper().speedUp().get(0)).toList();
    return String.format(
            Locale.ROOT,
            "Time: %d of %d networks run %.1f x as fast as native Caffe or faster%s, this engine's"
                + " static gain included.",
            met.size(),
            known.size(),
            known.get(0).paper().speedUp().get(0),
            named(met))
        + skipping(known);
  }

  /** What is gained at run time; zero weights of pruned networks are a static gain. */
  private static String skipping(List<Row> rows) {
    String dynamic = range(rows.stream().filter(row -> !Tables.hasZeroWeights(row)).toList());
    String pruned = range(rows.stream().filter(Tables::hasZeroWeights).toList());
    return (dynamic.isEmpty()
            ? ""
            : " Dynamic effort alone, over the same engine without it, gives " + dynamic + ".")
        + (pruned.isEmpty()
            ? ""
            : " In pruned networks, where zero weights may be part of it, skipping gives "
                + pruned
                + ".");
  }

  private static String range(List<Row> rows) {
    List<Double> factors =
        rows.stream().map(Answer::alone).filter(Objects::nonNull).sorted().toList();
    if (factors.isEmpty()) {
      return "";
    }
    return factors.size() == 1
        ? String.format(Locale.ROOT, Column.FACTOR, factors.get(0))
        : String.format(
            Locale.ROOT,
            Column.FACTOR + " to " + Column.FACTOR,
            factors.get(0),
            factors.get(factors.size() - 1));
  }

  private static String loss(List<Row> rows, double maxLoss) {
    List<Row> known = rows.stream().filter(Answer::tuned).toList();
    if (known.isEmpty()) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "Loss: of %d tuned plans, %d stay within %.1f points and %d lose more, each with its whole"
            + " 95%% interval%s; for %d the images are too few to tell (%d of these points lie within,"
            + " %d above).",
        known.size(),
        with(known, Budget.WITHIN).size(),
        maxLoss,
        with(known, Budget.ABOVE).size(),
        named(with(known, Budget.ABOVE)),
        with(known, Budget.POINT_WITHIN).size() + with(known, Budget.POINT_ABOVE).size(),
        with(known, Budget.POINT_WITHIN).size(),
        with(known, Budget.POINT_ABOVE).size());
  }

  private static boolean tuned(Row row) {
    return row.measured() && row.effort().plan().tuned() && row.effort().loss() != null;
  }

  private static List<Row> with(List<Row> rows, Budget budget) {
    return rows.stream().filter(row -> row.effort().budget() == budget).toList();
  }

  private static List<Row> having(List<Row> rows, Function<Row, Double> figure) {
    return rows.stream().filter(row -> figure.apply(row) != null).toList();
  }

  private static String named(List<Row> rows) {
    return rows.isEmpty()
        ? ""
        : rows.stream().map(Row::benchmark).collect(Collectors.joining(", ", " (", ")"));
  }

  /** The answer as a table; its columns are no others' in CSV. */
  static Tables.Table table() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("benchmark", "benchmark", Row::benchmark));
    columns.add(Column.text("answerWeights", "network, weights", Answer::weights));
    columns.add(Column.number("answerOps", "fewer operations", Column.FACTOR, Row::paperReduction));
    columns.add(
        Column.text(
            "answerOpsMet",
            "2.1 x reached",
            row -> Tables.verdict(row.paperReduction(), row.paper().opsReduction())));
    columns.add(Column.number("answerTime", "faster than Caffe", Column.FACTOR, Answer::overCaffe));
    columns.add(
        Column.text(
            "answerTimeMet",
            "1.8 x reached",
            row -> Tables.verdict(overCaffe(row), row.paper().speedUp())));
    columns.add(Column.number("answerAlone", "of that, skipping", Column.FACTOR, Answer::alone));
    columns.add(Column.text("answerStatic", "static part of it", Tables::staticPart));
    columns.add(
        Column.number(
            "answerLoss", "points lost", Column.SIGNED, row -> points(row.effort().loss())));
    columns.add(Column.text("answerInterval", "95% interval", row -> interval(row.effort())));
    columns.add(Column.text("answerBudget", "budget of loss", row -> words(row.effort().budget())));
    return new Tables.Table(
        "The answer",
        "Fewer operations: the paper's three knobs, counted neuron by neuron. Faster than Caffe: the"
            + " faster of exact-dynamic and tuned-dynamic, each timed apart below; \"of that, skipping\" is"
            + " the same over this engine without any. Seeded weights have no accuracy; a plan is judged by the interval.",
        columns);
  }

  private static String weights(Row row) {
    return row.model() == null ? "not run" : row.model() + ", " + row.weights().source();
  }

  private static Double points(Loss loss) {
    return loss == null ? null : Double.valueOf(loss.points());
  }

  private static String interval(Effort effort) {
    return effort.loss() == null
        ? null
        : String.format(
            Locale.ROOT, "%+.2f to %+.2f", effort.loss().low95(), effort.loss().high95());
  }

  static String words(Budget budget) {
    return budget == null ? null : budget.words();
  }

  private static Double overCaffe(Row row) {
    return best(row.speed(), Speed.CAFFE);
  }

  private static Double alone(Row row) {
    return best(row.speed(), Speed.DENSE);
  }

  private static Double best(Speed speed, String other) {
    return Stream.of(speed.over(Speed.EXACT, other), speed.over(Speed.TUNED, other))
        .filter(Objects::nonNull)
        .max(Double::compare)
        .orElse(null);
  }
}
