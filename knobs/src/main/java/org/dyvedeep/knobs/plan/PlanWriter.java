package org.dyvedeep.knobs.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Spet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;

/** The JSON form of a plan. */
final class PlanWriter {
  private PlanWriter() {}

  /** The plan as UTF-8 text: a line a field, arrays of numbers on one line. */
  static byte[] bytes(EffortPlan plan) throws JsonProcessingException {
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json(plan));
  }

  private static ObjectNode json(EffortPlan plan) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", PlanReader.FORMAT).put("version", EffortPlan.VERSION);
    root.put("model", plan.model()).put("weights", plan.weights());
    root.put("granularity", PlanFields.spelled(plan.granularity()));
    plan.tuning().ifPresent(tuning -> write(tuning, root.putObject("tuned")));
    plan.machine().ifPresent(machine -> write(machine, root.putObject("machine")));
    ObjectNode layers = root.putObject("layers");
    plan.layers().forEach((name, effort) -> write(effort, layers.putObject(name)));
    return root;
  }

  private static void write(Tuning tuning, ObjectNode node) {
    node.put("tool", tuning.tool()).put("date", tuning.date().toString());
    node.put("seed", tuning.seed()).put("objective", PlanFields.spelled(tuning.objective()));
    node.put("maxLoss", tuning.maxLoss());
    Tuning.Search search = tuning.search();
    node.putObject("search")
        .put("data", search.data())
        .put("images", search.images())
        .put("loss", search.loss());
    tuning.verification().ifPresent(v -> write(v, node.putObject("verification")));
  }

  private static void write(Tuning.Verification verification, ObjectNode node) {
    node.put("data", verification.data()).put("images", verification.images());
    Loss loss = verification.loss();
    node.putObject("loss")
        .put("points", loss.points())
        .put("low95", loss.low95())
        .put("high95", loss.high95());
    Ops ops = verification.ops();
    node.putObject("ops")
        .put("dense", ops.dense())
        .put("spent", ops.spent())
        .put("overhead", ops.overhead())
        .put("reduction", ops.reduction())
        .put("reductionWithZis", ops.reductionWithZis());
    node.put("counted", verification.counted());
  }

  private static void write(Machine machine, ObjectNode node) {
    node.put("description", machine.description());
    ObjectNode costs = node.putObject("costs");
    machine.costs().forEach(costs::put);
  }

  private static void write(LayerEffort effort, ObjectNode node) {
    effort.spet().ifPresent(spet -> write(spet, node.putObject("spet")));
    effort.sdss().ifPresent(sdss -> write(sdss, node.putObject("sdss")));
    effort.sfma().ifPresent(sfma -> write(sfma, node.putObject("sfma")));
    effort.zis().ifPresent(zis -> node.putObject("zis").put("epsilon", zis.epsilon()));
  }

  private static void write(Spet spet, ObjectNode node) {
    if (spet instanceof StagedSpet staged) {
      node.put("kind", PlanFields.spelled(LayerEffortReader.SpetKind.STAGED));
      node.put("order", PlanFields.spelled(staged.order()));
      put(node, "importance", staged.importance());
      node.put("pixels", staged.pixels());
      for (Stage stage : staged.stages()) {
        ObjectNode one = node.withArray("stages").addObject().put("fraction", stage.fraction());
        put(one, "below", stage.below());
        put(one, "above", stage.above());
      }
    } else if (spet instanceof SignedSpet signed) {
      node.put("kind", PlanFields.spelled(LayerEffortReader.SpetKind.SIGNED));
      node.put("every", signed.every());
    }
  }

  private static void write(Sdss sdss, ObjectNode node) {
    node.put("grid", PlanFields.spelled(sdss.grid()));
    node.put("periodY", sdss.periodY()).put("periodX", sdss.periodX());
    node.put("basis", PlanFields.spelled(sdss.basis()));
    put(node, "maxSpread", sdss.maxSpread());
    put(node, "maxActivation", sdss.maxActivation());
    node.put("interpolation", PlanFields.spelled(sdss.interpolation()));
    node.put("allFeatures", sdss.allFeatures());
  }

  private static void write(Sfma sfma, ObjectNode node) {
    node.put("criterion", PlanFields.spelled(sfma.criterion()));
    put(node, "maxWindowSpread", sfma.maxWindowSpread());
    node.put("tileHeight", sfma.tileHeight()).put("tileWidth", sfma.tileWidth());
  }

  /** One number stands for itself, several for one each, and none is left out. */
  private static void put(ObjectNode node, String name, List<Float> values) {
    if (values.size() == 1) {
      node.put(name, values.get(0));
    } else if (!values.isEmpty()) {
      values.forEach(node.putArray(name)::add);
    }
  }
}
