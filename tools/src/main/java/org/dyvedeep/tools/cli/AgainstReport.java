package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dyvedeep.tools.contest.Contest;
import org.dyvedeep.tools.contest.Entries;
import org.dyvedeep.tools.contest.Missing;
import org.dyvedeep.tools.contest.Spread;
import org.dyvedeep.tools.contest.Standing;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.parity.Closeness;
import org.dyvedeep.tools.report.Quantiles;
import org.dyvedeep.tools.report.TextTable;

/**
 * Contestants' times side by side.
 *
 * @param input what was run
 * @param reference whose scores the others' are held against: native Caffe, else the first
 * @param missing who was named and could not be timed
 */
record AgainstReport(
    String model,
    WeightsUsed weights,
    int threads,
    int batch,
    int rounds,
    String input,
    List<Contestant> contestants,
    String reference,
    List<Missing> missing,
    List<LayerColumns.Row> layers)
    implements Verb.Report {

  /**
   * One contestant's times in milliseconds a run.
   *
   * @param roundMs the median of each round
   * @param ratioToCaffe native Caffe's time over this one's, as in {@code timesAsFastAs}; null
   *     without Caffe
   * @param ratioToDense the same of this engine's dense back end
   * @param timesAsFastAs each other one's time over this one's, round by round
   * @param peakRssMb most resident memory of its process, in units of 2^20 bytes; null if unknown
   * @param runs how many runs were timed
   * @param maxErrorOverMax how far its scores are from the reference's
   * @param sameTop1 whether its best class is the reference's, on every input
   */
  record Contestant(
      String name,
      double medianMs,
      double p90Ms,
      double minMs,
      Spread roundMs,
      Double ratioToCaffe,
      Double ratioToDense,
      Map<String, Spread> timesAsFastAs,
      Double peakRssMb,
      int runs,
      double maxErrorOverMax,
      boolean sameTop1) {
    static Contestant of(Standing standing, List<Standing> all, Standing reference, int classes) {
      Quantiles times = standing.millis();
      Map<String, Spread> ratios = new LinkedHashMap<>();
      all.forEach(other -> ratios.put(other.name(), standing.timesAsFastAs(other)));
      Closeness closeness = Closeness.of(reference.scores(), standing.scores(), classes);
      return new Contestant(
          standing.name(),
          times.median(),
          times.p90(),
          times.min(),
          standing.roundMillis(),
          median(ratios.get(Entries.CAFFE)),
          median(ratios.get(BackendOption.DEFAULT)),
          ratios,
          standing.peakMegabytes().stream().boxed().findFirst().orElse(null),
          standing.runs(),
          closeness.maxErrorOverMax(),
          closeness.sameTop1());
    }

    private static Double median(Spread ratio) {
      return ratio == null ? null : Double.valueOf(ratio.median());
    }
  }

  /**
   * The report on a contest.
   *
   * @throws IOException if nobody was left to be timed
   */
  static AgainstReport of(Contest contest, Entries entries, int rounds, String input)
      throws IOException {
    LoadedModel loaded = entries.model();
    String scores = loaded.scoresBlob();
    int size = loaded.imported().graph().blob(scores).shape().size();
    List<Standing> standings = contest.standings(scores, size);
    if (standings.isEmpty()) {
      throw new IOException("no contestant could be timed: " + sentences(contest.missing(), "; "));
    }
    Standing reference =
        standings.stream()
            .filter(s -> s.name().equals(Entries.CAFFE))
            .findFirst()
            .orElse(standings.get(0));
    int classes = loaded.classes();
    return new AgainstReport(
        loaded.name(),
        loaded.weights(),
        entries.threads(),
        loaded.input().shape().dim(0),
        rounds,
        input,
        standings.stream().map(s -> Contestant.of(s, standings, reference, classes)).toList(),
        reference.name(),
        contest.missing(),
        LayerColumns.rows(standings));
  }

  private static String sentences(List<Missing> missing, String separator) {
    List<String> sentences = new ArrayList<>();
    missing.forEach(m -> sentences.add(m.name() + ": " + m.reason()));
    return String.join(separator, sentences);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, weights: %s; %d threads, batch %d, %d rounds, each contestant in a process of its"
                + " own%n%s%n%n%s%n%s",
            model,
            weights.describe(),
            threads,
            batch,
            rounds,
            input,
            table(),
            agreement()));
    if (!missing.isEmpty()) {
      text.append("missing: ").append(sentences(missing, "\nmissing: ")).append('\n');
    }
    if (!layers.isEmpty()) {
      text.append('\n').append(LayerColumns.table(layers));
    }
    return text.toString();
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "contestant",
            "median ms",
            "p90 ms",
            "min ms",
            "Caffe's time / its",
            BackendOption.DEFAULT + "'s",
            "peak MB",
            "runs");
    for (Contestant c : contestants) {
      table.row(
          c.name(),
          number("%.3f", c.medianMs()),
          number("%.3f", c.p90Ms()),
          number("%.3f", c.minMs()),
          number("%.2f", c.ratioToCaffe()),
          number("%.2f", c.ratioToDense()),
          number("%.0f", c.peakRssMb()),
          Integer.toString(c.runs()));
    }
    return table;
  }

  private String agreement() {
    StringBuilder text = new StringBuilder();
    List<Contestant> exact =
        contestants.stream().filter(c -> !c.name().equals(Entries.TUNED)).toList();
    if (!exact.isEmpty()) {
      text.append(agreement(exact)).append('\n');
    }
    contestants.stream()
        .filter(c -> c.name().equals(Entries.TUNED))
        .forEach(
            c ->
                text.append(Entries.TUNED)
                    .append(" trades accuracy for time: it differs by ")
                    .append(number("%.1e", c.maxErrorOverMax()))
                    .append(" of the maximum, ")
                    .append(c.sameTop1() ? "same best class\n" : "another best class at times\n"));
    return text.toString();
  }

  private String agreement(List<Contestant> exact) {
    Contestant worst =
        exact.stream().max(Comparator.comparingDouble(Contestant::maxErrorOverMax)).orElseThrow();
    List<String> other = exact.stream().filter(c -> !c.sameTop1()).map(Contestant::name).toList();
    return String.format(
        Locale.ROOT,
        "scores against %s's: greatest difference %.1e of their maximum (%s); %s",
        reference,
        worst.maxErrorOverMax(),
        worst.name(),
        other.isEmpty() ? "same best class" : "ANOTHER best class: " + String.join(", ", other));
  }

  /** A number as text; empty where there is none. */
  private static String number(String format, Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }
}
