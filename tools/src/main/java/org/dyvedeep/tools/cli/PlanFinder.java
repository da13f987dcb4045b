package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.LoadedModel;
import picocli.CommandLine;

/**
 * Finds the plans of a benchmark's network; one that nobody has tuned yet is tuned.
 *
 * @param stock where data are looked for
 * @param folder plans named MODEL.neuron.json and MODEL.block.json, which go before those that are
 *     shipped; where a tuned plan goes
 * @param minutes for tuning one plan; 0 to tune none
 * @param maxLoss allowed loss in percentage points
 * @param budgets other losses that plans are wanted for
 * @param err where {@code tune} shows how far it has come
 */
record PlanFinder(
    BenchmarkChoice.Stock stock,
    Path folder,
    double minutes,
    double maxLoss,
    List<Double> budgets,
    PrintWriter err) {
  private static final String NEURON = "neuron";

  /** Tuning holds its pictures in memory; so much of them is taken, as they go into the network. */
  private static final long MOST_BYTES = 500_000_000;

  /** The network with its plans; what is missing is added to the list. */
  PreparedBenchmark prepare(BenchmarkChoice.Run run, List<String> missing) throws IOException {
    LoadedModel loaded = stock.loader().load(run.request());
    Optional<EffortPlans.Named> neuron = Optional.empty();
    Optional<EffortPlans.Named> block = Optional.empty();
    if (loaded.weights().learned()) {
      neuron = find(loaded, NEURON);
      if (neuron.isEmpty()) {
        neuron = tune(run, loaded, missing);
      }
      block = find(loaded, "block");
    }
    EffortPlans.Named counted = neuron.isPresent() ? neuron.get() : EffortPlans.load("zis", loaded);
    SortedMap<Double, EffortPlans.Named> others = new TreeMap<>();
    for (double budget : neuron.isPresent() ? budgets : List.<Double>of()) {
      budget(run, loaded, budget, missing).ifPresent(plan -> others.put(budget, plan));
    }
    return new PreparedBenchmark(
        run, loaded, neuron, block.isPresent() ? block : neuron, counted, others);
  }

  /** The plan for another loss: searches for them share one state, so only the first is long. */
  private Optional<EffortPlans.Named> budget(
      BenchmarkChoice.Run run, LoadedModel loaded, double budget, List<String> missing)
      throws IOException {
    String granularity = NEURON + ".loss-" + budget;
    Path file = file(loaded, granularity);
    Optional<List<String>> data = run.variant().data().tuning(stock.data(), stock.cache());
    String said = "";
    if (!Files.exists(file) && minutes > 0 && data.isPresent()) {
      Files.createDirectories(folder);
      List<String> words = words(run, loaded, data.get(), new Wanted(file, budget));
      words.addAll(List.of("--state", file(loaded, NEURON + ".losses").toString(), "--force"));
      said = tune(words);
    }
    if (Files.exists(file)) {
      return Optional.of(EffortPlans.load(file.toString(), loaded));
    }
    missing.add(
        "the plan for a loss of %s points%s: run again with --budgets and more --tune-minutes"
            .formatted(budget, said.isBlank() ? "" : " (" + said + ")"));
    return Optional.empty();
  }

  /** What is tuned: the plan's file and the loss that it may have. */
  private record Wanted(Path file, double loss) {}

  private Path file(LoadedModel loaded, String granularity) {
    return folder.resolve(loaded.name() + "." + granularity + ".json");
  }

  private Optional<EffortPlans.Named> find(LoadedModel loaded, String granularity)
      throws IOException {
    Path own = file(loaded, granularity);
    if (Files.exists(own)) {
      return Optional.of(EffortPlans.load(own.toString(), loaded));
    }
    return EffortPlans.isShipped(loaded, granularity)
        ? Optional.of(EffortPlans.load(granularity, loaded))
        : Optional.empty();
  }

  /** Tunes by the verb, so that a person can do the same, and go on where this has stopped. */
  private Optional<EffortPlans.Named> tune(
      BenchmarkChoice.Run run, LoadedModel loaded, List<String> missing) throws IOException {
    String command = run.variant().tuneCommand(maxLoss);
    Optional<List<String>> data = run.variant().data().tuning(stock.data(), stock.cache());
    if (minutes <= 0 || data.isEmpty()) {
      missing.add("a tuned plan: %s, then --plans PLANS".formatted(command));
      return Optional.empty();
    }
    Files.createDirectories(folder);
    String said = tune(words(run, loaded, data.get(), new Wanted(file(loaded, NEURON), maxLoss)));
    Optional<EffortPlans.Named> found = find(loaded, NEURON);
    if (found.isEmpty()) {
      missing.add(
          "a tuned plan: tuning for %.1f minutes gave none%s; run again to go on, or %s"
              .formatted(minutes, said.isBlank() ? "" : " (" + said + ")", command));
    } else if (Files.exists(TuneVerb.stateOf(file(loaded, NEURON)))) {
      missing.add(
          "the end of tuning: the plan is what %.1f minutes have found; to go on: %s"
              .formatted(minutes, command));
    }
    return found;
  }

  private List<String> words(
      BenchmarkChoice.Run run, LoadedModel loaded, List<String> data, Wanted wanted)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("tune", loaded.name()));
    words.addAll(data);
    if (!data.isEmpty()) {
      long bytes = (long) Float.BYTES * loaded.input().shape().size();
      words.addAll(List.of("--limit", Long.toString(Math.max(2, MOST_BYTES / bytes))));
    }
    run.request().weights().ifPresent(w -> words.addAll(List.of("--weights", w.toString())));
    words.add("--skip-unreadable");
    words.addAll(List.of("-o", wanted.file().toString()));
    words.addAll(List.of("--max-loss", Double.toString(wanted.loss())));
    words.addAll(List.of("--minutes", Double.toString(minutes)));
    words.addAll(List.of("--seed", Long.toString(stock.seed())));
    int threads = Runtime.getRuntime().availableProcessors();
    words.addAll(List.of("--threads", Integer.toString(threads)));
    return words;
  }

  /** Runs the verb and gives the last line that it said. */
  private String tune(List<String> words) {
    StringWriter said = new StringWriter();
    CommandLine verbs = Main.commandLine().setOut(new PrintWriter(said)).setErr(err);
    verbs.execute(words.toArray(String[]::new));
    return said.toString().lines().reduce("", (before, line) -> line.isBlank() ? before : line);
  }
}
