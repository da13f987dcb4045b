package org.dyvedeep.tools.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tables a report has. All its forms are made of these, so that they agree. */
final class Tables {
  private static final String FACTOR = Column.FACTOR;
  private static final String PERCENT = "%.2f %%";
  private static final String SIGNED = Column.SIGNED;

  /** Products with weight 0 that are at least this share of those spent are worth a word. */
  private static final double NOTEWORTHY = 1.05;

  private Tables() {}

  /**
   * One table.
   *
   * @param title its caption
   * @param note what a reader has to know
   * @param columns from left to right
   */
  record Table(String title, String note, List<Column> columns) {}

  /** All of them; contestants are those of the rows. */
  static List<Table> of(List<Row> rows) {
    return List.of(
        new Table(
            "Operations",
            "Neuron granularity. Spent and overhead in percent of the dense multiply-accumulates,"
                + " all knobs on. A row whose plan is not tuned has exact zero-input skipping (ZIS)"
                + " alone. \"And zero weights\" also leaves out products whose weight is 0, which is"
                + " a static saving. \"As executed\" is what fast kernels run of the plan, ZIS"
                + " included: other layers are dense.",
            operations()),
        new Table(
            "Accuracy",
            "Dense and dynamic network on the same images; loss is dense less dynamic top-1 in"
                + " percentage points, with its 95% interval (Tango), which says whether the budget is"
                + " kept, broken, or cannot be told apart from it on so few images. Executed: the plan"
                + " on fast kernels, on as many images as it says. Seeded weights have no accuracy.",
            accuracy()),
        new Table(
            "Times",
            "Median milliseconds of one image, each contestant in a process of its own, in turns on"
                + " the same images of the row's data. Dense over Caffe is a static gain of this"
                + " engine; exact and tuned over dense are what dynamic effort gains, but where zero"
                + " weights are part of it: skipping those is static. The last four factors are those"
                + " of tuned-dynamic, without a plan of exact-dynamic. A contestant without a time is"
                + " not here; the list of what is missing says why.",
            times(rows)));
  }

  private static List<Column> subject() {
    return List.of(
        Column.text("benchmark", "benchmark", Row::benchmark),
        Column.text("model", "network", Row::model));
  }

  private static List<Column> operations() {
    List<Column> columns = new ArrayList<>(subject());
    columns.add(
        Column.text("weights", "weights", row -> of(row.weights(), weights -> weights.source())));
    columns.add(Column.text("plan", "plan", row -> of(row.effort().plan(), Effort.Plan::origin)));
    columns.add(Column.number("macs", "dense MACs", "%,d", row -> row.effort().macs()));
    columns.add(
        ops("spentPercent", "spent", PERCENT, row -> share(row, row.effort().ops().spent())));
    columns.add(
        ops(
            "overheadPercent",
            "overhead",
            PERCENT,
            row -> share(row, row.effort().ops().overhead())));
    columns.add(Column.number("reduction", "reduction, three knobs", FACTOR, Row::paperReduction));
    columns.add(
        ops(
            "reductionWithZis",
            "reduction, with ZIS",
            FACTOR,
            row -> row.effort().ops().reductionWithZis()));
    columns.add(
        Column.number(
            "reductionWithZisAndZeroWeights",
            "and zero weights",
            FACTOR,
            row -> row.effort().reductionWithZisAndZeroWeights()));
    columns.add(
        executed(
            "executedReduction", "blocks, as executed", FACTOR, e -> e.ops().reductionWithZis()));
    columns.add(executed("executedCounted", "on images", "%,d", Executed::countedImages));
    columns.add(Column.text("paperReduction", "paper", row -> band(row.paper().opsReduction())));
    columns.add(
        Column.text(
            "reductionMet",
            "paper's least",
            row -> verdict(row.paperReduction(), row.paper().opsReduction())));
    return columns;
  }

  private static List<Column> accuracy() {
    List<Column> columns = new ArrayList<>(subject());
    columns.add(Column.text("network", "what it is", Row::network));
    columns.add(Column.text("data", "data", Row::data));
    columns.add(Column.number("images", "images", "%,d", Row::images));
    columns.add(Column.number("top1", "top-1 dense", PERCENT, row -> row.effort().top1()));
    columns.add(
        Column.number("dynamicTop1", "top-1 dynamic", PERCENT, row -> row.effort().dynamicTop1()));
    columns.add(Column.number("top5", "top-5 dense", PERCENT, row -> row.effort().top5()));
    columns.add(
        Column.number("dynamicTop5", "top-5 dynamic", PERCENT, row -> row.effort().dynamicTop5()));
    columns.add(
        Column.number("loss", "loss", SIGNED, row -> of(row.effort().loss(), l -> l.points())));
    columns.add(
        Column.number("lossLow95", "from", SIGNED, row -> of(row.effort().loss(), l -> l.low95())));
    columns.add(
        Column.number("lossHigh95", "to", SIGNED, row -> of(row.effort().loss(), l -> l.high95())));
    columns.add(executed("executedImages", "executed on images", "%,d", Executed::images));
    columns.add(executed("executedLoss", "executed: loss", SIGNED, e -> e.loss().points()));
    columns.add(executed("executedLossLow95", "executed: from", SIGNED, e -> e.loss().low95()));
    columns.add(executed("executedLossHigh95", "executed: to", SIGNED, e -> e.loss().high95()));
    columns.add(
        Column.text(
            "executedBudget",
            "executed: budget",
            row -> of(row.details().executed(), e -> Answer.words(e.budget()))));
    columns.add(
        Column.text("budget", "budget of loss", row -> Answer.words(row.effort().budget())));
    return columns;
  }

  private static List<Column> times(List<Row> rows) {
    List<Column> columns = new ArrayList<>(subject());
    for (String contestant : contestants(rows)) {
      columns.add(
          Column.millis(contestant + "Ms", contestant, row -> row.speed().times().get(contestant)));
    }
    columns.add(over("denseOverCaffe", "dense over Caffe", Speed.DENSE, Speed.CAFFE));
    columns.add(over("exactOverDense", "exact over dense", Speed.EXACT, Speed.DENSE));
    columns.add(Column.text("staticPart", "static part of exact", Tables::staticPart));
    columns.add(over("tunedOverDense", "tuned over dense", Speed.TUNED, Speed.DENSE));
    columns.add(over("exactOverCaffe", "exact over Caffe", Speed.EXACT, Speed.CAFFE));
    columns.add(over("tunedOverCaffe", "tuned over Caffe", Speed.TUNED, Speed.CAFFE));
    columns.add(factor("vsCaffe", "over Caffe", Speed.SpeedUps::vsCaffe));
    columns.add(factor("vsMirror", "over caffe-mirror", Speed.SpeedUps::vsMirror));
    columns.add(factor("vsDense", "over own dense", Speed.SpeedUps::vsDense));
    columns.add(factor("vsBestPeer", "over best peer", Speed.SpeedUps::vsBestPeer));
    columns.add(Column.text("paperSpeedUp", "paper", row -> band(row.paper().speedUp())));
    columns.add(
        Column.text(
            "speedUpMet",
            "paper's least",
            row -> verdict(row.speed().speedUps().vsCaffe(), row.paper().speedUp())));
    return columns;
  }

  /** Everyone who was or should have been timed in some row. */
  private static Set<String> contestants(List<Row> rows) {
    return rows.stream()
        .map(Row::speed)
        .flatMap(
            speed -> Stream.of(speed.times(), speed.absent()).flatMap(m -> m.keySet().stream()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Column executed(
      String key, String title, String format, Function<Executed, Object> value) {
    return Column.number(key, title, format, row -> of(row.details().executed(), value));
  }

  private static Column over(String key, String title, String contestant, String other) {
    return Column.number(key, title, FACTOR, row -> row.speed().over(contestant, other));
  }

  private static Column ops(String key, String title, String format, Function<Row, Object> value) {
    return Column.number(key, title, format, row -> row.measured() ? value.apply(row) : null);
  }

  private static Column factor(String key, String title, Function<Speed.SpeedUps, Double> value) {
    return Column.number(key, title, FACTOR, row -> value.apply(row.speed().speedUps()));
  }

  private static <T> Object of(T holder, Function<T, Object> value) {
    return holder == null ? null : value.apply(holder);
  }

  private static double share(Row row, long operations) {
    return 100.0 * operations / row.effort().ops().dense();
  }

  private static String band(List<Double> band) {
    return band == null
        ? null
        : String.format(Locale.ROOT, "%.1f x to %.1f x", band.get(0), band.get(1));
  }

  /** Whether the least of the paper's band was reached. */
  static String verdict(Double found, List<Double> band) {
    if (found == null || band == null) {
      return null;
    }
    return found >= band.get(0) ? "met" : "not met";
  }

  /** A network that was pruned beforehand owes part of its exact gain to that. */
  static String staticPart(Row row) {
    if (!row.measured() || row.speed().over(Speed.EXACT, Speed.DENSE) == null) {
      return null;
    }
    return hasZeroWeights(row) ? "zero weights" : "none";
  }

  /** Whether weights that are 0 are worth a word. */
  static boolean hasZeroWeights(Row row) {
    return row.measured()
        && row.effort().reductionWithZisAndZeroWeights()
            > NOTEWORTHY * row.effort().ops().reductionWithZis();
  }

  /** All columns of all tables, once each; RFC 4180. */
  static String csv(List<Row> rows) {
    Set<String> seen = new LinkedHashSet<>();
    List<Column> columns =
        of(rows).stream()
            .flatMap(table -> table.columns().stream())
            .filter(column -> seen.add(column.key()))
            .toList();
    StringBuilder text = new StringBuilder();
    text.append(columns.stream().map(Column::key).collect(Collectors.joining(",")));
    text.append(",missing,failure\r\n");
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(column.plain(row)));
      cells.add(String.join("; ", row.missing()));
      cells.add(Objects.requireNonNullElse(row.failure(), ""));
      text.append(cells.stream().map(Tables::quoted).collect(Collectors.joining(",")));
      text.append("\r\n");
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
