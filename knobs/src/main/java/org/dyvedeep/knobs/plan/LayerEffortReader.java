package org.dyvedeep.knobs.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.knobs.setting.InvalidSettingException;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Spet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;

/** Reads the knobs of one layer from their JSON form. */
final class LayerEffortReader {
  private LayerEffortReader() {}

  /** The two ways of SPET; their names are what field kind says. */
  enum SpetKind {
    STAGED,
    SIGNED
  }

  /** A knob's settings from its object; a setting out of range is an IllegalArgumentException. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(PlanFields fields) throws InvalidPlanException;
  }

  static LayerEffort read(PlanFields layer) throws InvalidPlanException {
    LayerEffort effort =
        new LayerEffort(
            knob(layer, "spet", LayerEffortReader::spet),
            knob(layer, "sdss", LayerEffortReader::sdss),
            knob(layer, "sfma", LayerEffortReader::sfma),
            knob(layer, "zis", fields -> new Zis(fields.single("epsilon"))));
    layer.end();
    return effort;
  }

  private static <T> Optional<T> knob(PlanFields layer, String name, Reading<T> reading)
      throws InvalidPlanException {
    Optional<PlanFields> fields = layer.optionalObject(name);
    return fields.isEmpty() ? Optional.empty() : Optional.of(complete(fields.get(), reading));
  }

  private static <T> T complete(PlanFields fields, Reading<T> reading) throws InvalidPlanException {
    try {
      T setting = reading.from(fields);
      fields.end();
      return setting;
    } catch (InvalidSettingException e) {
      throw fields.invalid(e);
    }
  }

  private static Spet spet(PlanFields fields) throws InvalidPlanException {
    return switch (fields.choice("kind", SpetKind.class)) {
      case SIGNED -> new SignedSpet(fields.smallCount("every"));
      case STAGED ->
          new StagedSpet(
              fields.choice("order", TapOrder.class),
              fields.singles("importance"),
              stages(fields),
              fields.smallCount("pixels"));
    };
  }

  private static List<Stage> stages(PlanFields fields) throws InvalidPlanException {
    List<Stage> stages = new ArrayList<>();
    for (PlanFields stage : fields.objects("stages")) {
      stages.add(
          complete(
              stage, f -> new Stage(f.number("fraction"), f.singles("below"), f.singles("above"))));
    }
    return stages;
  }

  private static Sdss sdss(PlanFields fields) throws InvalidPlanException {
    return new Sdss(
        fields.choice("grid", Sdss.Grid.class),
        fields.smallCount("periodY"),
        fields.smallCount("periodX"),
        fields.choice("basis", Sdss.Basis.class),
        fields.singles("maxSpread"),
        fields.singles("maxActivation"),
        fields.choice("interpolation", Sdss.Interpolation.class),
        fields.flag("allFeatures"));
  }

  private static Sfma sfma(PlanFields fields) throws InvalidPlanException {
    return new Sfma(
        fields.choice("criterion", Sfma.Criterion.class),
        fields.singles("maxWindowSpread"),
        fields.smallCount("tileHeight"),
        fields.smallCount("tileWidth"));
  }
}
