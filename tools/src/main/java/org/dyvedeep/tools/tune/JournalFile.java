package org.dyvedeep.tools.tune;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.write.FileNotWrittenException;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.tune.Estimate;
import org.dyvedeep.knobs.tune.Journal;
import org.dyvedeep.knobs.tune.Outcome;
import org.dyvedeep.knobs.tune.Rung;
import org.dyvedeep.tools.journal.JsonLines;

/**
 * A journal in a file of lines, each a JSON object that is added when it is known. A line that was
 * cut off when the program was killed, and what follows it, does not count.
 */
public final class JournalFile implements Journal, AutoCloseable {
  private static final String SEARCH = "search";
  private static final String KEY = "key";
  private static final String OUTCOME = "outcome";
  private static final String LAYER = "layer";
  private static final String ESTIMATES = "estimates";
  private static final String SETTINGS = "settings";
  private static final String TIMES = "times";

  private final Path file;
  private final JsonMapper mapper = new JsonMapper();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, List<Rung>> ladders = new HashMap<>();
  private final JsonLines out;
  private Map<String, Double> times;
  private final String fingerprint;

  private JournalFile(Path file, String fingerprint, List<JsonNode> lines, String header)
      throws IOException {
    this.file = file;
    this.fingerprint = fingerprint;
    for (JsonNode line : lines) {
      take(line);
    }
    List<JsonNode> begun = new ArrayList<>();
    begun.add(mapper.createObjectNode().put(SEARCH, header));
    begun.addAll(lines);
    this.out = JsonLines.begin(file, begun);
  }

  /**
   * Opens a journal, taking up one that is there if it is of the same search.
   *
   * @param search what the search depends on, in a few words; a journal of another one is replaced
   * @param fingerprint of the weights that settings are for
   * @throws IOException if the file cannot be read or written
   */
  public static JournalFile open(Path file, String search, String fingerprint) throws IOException {
    List<JsonNode> lines = JsonLines.read(file);
    boolean same = !lines.isEmpty() && search.equals(lines.get(0).path(SEARCH).asText());
    List<JsonNode> kept = same ? lines.subList(1, lines.size()) : List.of();
    return new JournalFile(file, fingerprint, kept, search);
  }

  /** How many runs of the network need not be made again. */
  public int knownRuns() {
    return outcomes.size();
  }

  private void take(JsonNode line) throws IOException {
    if (line.has(OUTCOME)) {
      outcomes.put(line.path(KEY).asText(), mapper.treeToValue(line.get(OUTCOME), Outcome.class));
    } else if (line.has(LAYER)) {
      ladders.put(line.path(LAYER).asText(), ladder(line));
    } else if (line.has(TIMES)) {
      times =
          mapper.convertValue(
              line.get(TIMES), new TypeReference<LinkedHashMap<String, Double>>() {});
    }
  }

  private List<Rung> ladder(JsonNode line) throws IOException {
    byte[] plan = mapper.writeValueAsBytes(line.get(SETTINGS));
    Map<String, LayerEffort> settings =
        EffortPlanFile.read(file.toString(), new ByteArrayInputStream(plan)).layers();
    List<Rung> rungs = new ArrayList<>();
    for (JsonNode estimate : line.path(ESTIMATES)) {
      LayerEffort effort = settings.get(Integer.toString(rungs.size()));
      rungs.add(new Rung(effort, mapper.treeToValue(estimate, Estimate.class)));
    }
    return rungs;
  }

  @Override
  public Optional<Outcome> outcome(String key) {
    return Optional.ofNullable(outcomes.get(key));
  }

  @Override
  public void add(String key, Outcome outcome) {
    outcomes.put(key, outcome);
    ObjectNode line = mapper.createObjectNode().put(KEY, key);
    line.set(OUTCOME, mapper.valueToTree(outcome));
    append(line);
  }

  @Override
  public Optional<List<Rung>> ladder(String layer) {
    return Optional.ofNullable(ladders.get(layer));
  }

  @Override
  public void add(String layer, List<Rung> ladder) {
    ladders.put(layer, ladder);
    Map<String, LayerEffort> settings = new LinkedHashMap<>();
    ladder.forEach(rung -> settings.put(Integer.toString(settings.size()), rung.effort()));
    ObjectNode line = mapper.createObjectNode().put(LAYER, layer);
    line.set(ESTIMATES, mapper.valueToTree(ladder.stream().map(Rung::estimate).toList()));
    EffortPlan plan =
        new EffortPlan(
            layer, fingerprint, Granularity.NEURON, settings, Optional.empty(), Optional.empty());
    try {
      line.set(SETTINGS, mapper.readTree(EffortPlanFile.bytes(plan)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    append(line);
  }

  @Override
  public Optional<Map<String, Double>> times() {
    return Optional.ofNullable(times);
  }

  @Override
  public void add(Map<String, Double> ofLayers) {
    times = new LinkedHashMap<>(ofLayers);
    ObjectNode line = mapper.createObjectNode();
    line.set(TIMES, mapper.valueToTree(times));
    append(line);
  }

  private void append(JsonNode line) {
    try {
      out.add(List.of(line));
    } catch (IOException e) {
      throw new UncheckedIOException(new FileNotWrittenException(file, e));
    }
  }

  /** Closes the file, which stays. */
  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Closes the file and removes it: the search is done. */
  public void remove() throws IOException {
    close();
    Files.deleteIfExists(file);
  }
}
