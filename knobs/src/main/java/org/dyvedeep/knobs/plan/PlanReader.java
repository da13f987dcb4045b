package org.dyvedeep.knobs.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.setting.LayerEffort;

/** Reads a plan from its JSON form; every field is checked. */
final class PlanReader {
  /** What field format says. */
  static final String FORMAT = "dyvedeep-effort-plan";

  private static final int DEEPEST = 16;
  private static final long LONGEST = 64L << 20;

  private final String source;

  /** A reader whose complaints begin with a name. */
  PlanReader(String source) {
    this.source = source;
  }

  EffortPlan read(InputStream in) throws IOException {
    PlanFields root = PlanFields.root(source, tree(in));
    requireVersion(root);
    String weights = root.text("weights");
    if (!WeightsFingerprint.isOne(weights)) {
      throw root.wrong("weights", "sha256: and 64 hexadecimal digits");
    }
    EffortPlan plan =
        new EffortPlan(
            root.text("model"),
            weights,
            root.choice("granularity", Granularity.class),
            layers(root.object("layers")),
            tuning(root.optionalObject("tuned")),
            machine(root.optionalObject("machine")));
    root.end();
    return plan;
  }

  private JsonNode tree(InputStream in) throws IOException {
    JsonMapper mapper =
        JsonMapper.builder()
            // A threshold that is NaN is to be refused by its name.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxDocumentLength(LONGEST)
                .build());
    try {
      return mapper.readTree(in);
    } catch (JsonProcessingException e) {
      throw new InvalidPlanException(source, problem(e) + " " + position(e), e);
    }
  }

  /** An end in the middle is sometimes a type of its own, and sometimes only a message. */
  private static String problem(JsonProcessingException e) {
    return e instanceof JsonEOFException || e.getOriginalMessage().startsWith("Unexpected end")
        ? "was cut off and ends in the middle; get it again"
        : "is not JSON: " + e.getOriginalMessage();
  }

  private static String position(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : "(line %d, column %d)"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private void requireVersion(PlanFields root) throws InvalidPlanException {
    if (!root.has("format") || !root.text("format").equals(FORMAT)) {
      throw root.wrong("format", "\"" + FORMAT + "\", or this is no effort plan");
    }
    if (root.integer("version") != EffortPlan.VERSION) {
      throw root.wrong(
          "version",
          "%d, which is what this program knows; tune again, or take the program that wrote it"
              .formatted(EffortPlan.VERSION));
    }
  }

  private static Map<String, LayerEffort> layers(PlanFields fields) throws InvalidPlanException {
    Map<String, LayerEffort> layers = new LinkedHashMap<>();
    for (String name : fields.names()) {
      layers.put(name, LayerEffortReader.read(fields.layer(name)));
    }
    return layers;
  }

  private static Optional<Tuning> tuning(Optional<PlanFields> present) throws InvalidPlanException {
    if (present.isEmpty()) {
      return Optional.empty();
    }
    PlanFields fields = present.get();
    Tuning tuning =
        new Tuning(
            fields.text("tool"),
            date(fields),
            fields.integer("seed"),
            fields.choice("objective", Objective.class),
            fields.number("maxLoss"),
            search(fields.object("search")),
            verification(fields.optionalObject("verification")));
    fields.end();
    return Optional.of(tuning);
  }

  private static Instant date(PlanFields fields) throws InvalidPlanException {
    try {
      return Instant.parse(fields.text("date"));
    } catch (DateTimeParseException e) {
      throw fields.wrong("date", "a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static Tuning.Search search(PlanFields fields) throws InvalidPlanException {
    Tuning.Search search =
        new Tuning.Search(fields.text("data"), fields.count("images"), fields.number("loss"));
    fields.end();
    return search;
  }

  private static Optional<Tuning.Verification> verification(Optional<PlanFields> present)
      throws InvalidPlanException {
    if (present.isEmpty()) {
      return Optional.empty();
    }
    PlanFields fields = present.get();
    long images = fields.count("images");
    Tuning.Verification verification =
        new Tuning.Verification(
            fields.text("data"),
            images,
            loss(fields.object("loss")),
            ops(fields.object("ops")),
            fields.has("counted") ? fields.count("counted") : images);
    fields.end();
    return Optional.of(verification);
  }

  private static Loss loss(PlanFields fields) throws InvalidPlanException {
    Loss loss = new Loss(fields.number("points"), fields.number("low95"), fields.number("high95"));
    fields.end();
    return loss;
  }

  private static Ops ops(PlanFields fields) throws InvalidPlanException {
    Ops ops =
        new Ops(
            fields.count("dense"),
            fields.count("spent"),
            fields.count("overhead"),
            fields.number("reduction"),
            fields.number("reductionWithZis"));
    fields.end();
    return ops;
  }

  private static Optional<Machine> machine(Optional<PlanFields> present)
      throws InvalidPlanException {
    if (present.isEmpty()) {
      return Optional.empty();
    }
    PlanFields fields = present.get();
    PlanFields costs = fields.object("costs");
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : costs.names()) {
      values.put(name, costs.number(name));
    }
    Machine machine = new Machine(fields.text("description"), values);
    fields.end();
    return Optional.of(machine);
  }
}
