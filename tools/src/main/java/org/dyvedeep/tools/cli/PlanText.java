package org.dyvedeep.tools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.Loss;
import org.dyvedeep.knobs.plan.Tuning;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Spet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.Zis;
import org.dyvedeep.tools.report.TextTable;

/** A plan in words and a table, for people. */
final class PlanText {
  private static final String OFF = "-";

  private PlanText() {}

  static String of(EffortPlan plan) {
    StringBuilder text = new StringBuilder();
    text.append("effort plan for ").append(plan.model());
    text.append(", granularity: ").append(word(plan.granularity())).append('\n');
    text.append("weights ").append(plan.weights()).append('\n');
    text.append(
        plan.tuning().map(PlanText::of).orElse("made by hand: nothing is said of its loss\n"));
    plan.machine()
        .ifPresent(machine -> text.append("machine: ").append(machine.description()).append('\n'));
    return text.append('\n').append(table(plan)).toString();
  }

  private static String of(Tuning tuning) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "tuned by %s on %s, seed %d: least %s for a loss of at most %.2f points",
        tuning.tool(),
        tuning.date(),
        tuning.seed(),
        word(tuning.objective()),
        tuning.maxLoss());
    Tuning.Search search = tuning.search();
    line(
        text,
        "searched on %s: %d images, loss %.2f points",
        search.data(),
        search.images(),
        search.loss());
    tuning
        .verification()
        .ifPresentOrElse(
            v -> {
              line(text, "verified on %s: %d images, %s", v.data(), v.images(), loss(v.loss()));
              line(
                  text,
                  "operations: %.2f x fewer, with ZIS %.2f x",
                  v.ops().reduction(),
                  v.ops().reductionWithZis());
            },
            () -> text.append("not verified on other images\n"));
    return text.toString();
  }

  static String loss(Loss loss) {
    return String.format(
        Locale.ROOT,
        "loss %.2f points (95%% interval %.2f to %.2f)",
        loss.points(),
        loss.low95(),
        loss.high95());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static TextTable table(EffortPlan plan) {
    TextTable table = new TextTable("layer", "SPET", "SDSS", "SFMA", "ZIS");
    plan.layers()
        .forEach(
            (layer, effort) ->
                table.row(
                    layer,
                    effort.spet().map(PlanText::of).orElse(OFF),
                    effort.sdss().map(PlanText::of).orElse(OFF),
                    effort.sfma().map(PlanText::of).orElse(OFF),
                    effort.zis().map(PlanText::of).orElse(OFF)));
    return table;
  }

  private static String of(Spet spet) {
    if (spet instanceof SignedSpet signed) {
      return "signed, every " + signed.every();
    }
    StagedSpet staged = (StagedSpet) spet;
    String checks = staged.stages().stream().map(PlanText::check).collect(Collectors.joining(", "));
    String together = staged.pixels() == 1 ? "" : ", " + staged.pixels() + " pixels";
    return word(staged.order()) + ", " + checks + together;
  }

  private static String check(Stage stage) {
    String text = number(100 * stage.fraction()) + "%";
    if (!stage.below().isEmpty()) {
      text += " < " + numbers(stage.below());
    }
    return stage.above().isEmpty() ? text : text + " > " + numbers(stage.above());
  }

  private static String of(Sdss sdss) {
    List<String> words = new ArrayList<>();
    words.add(
        sdss.grid() == Sdss.Grid.SQUARE
            ? sdss.periodY() + "x" + sdss.periodX()
            : word(sdss.grid()));
    if (!sdss.maxSpread().isEmpty()) {
      words.add("spread < " + numbers(sdss.maxSpread()));
    }
    if (!sdss.maxActivation().isEmpty()) {
      words.add("greatest < " + numbers(sdss.maxActivation()));
    }
    words.add(word(sdss.interpolation()) + " of " + word(sdss.basis()) + "s");
    if (sdss.allFeatures()) {
      words.add("all features together");
    }
    return String.join(", ", words);
  }

  private static String of(Sfma sfma) {
    String tiles =
        sfma.tileHeight() * sfma.tileWidth() == 1
            ? ""
            : ", tiles " + sfma.tileHeight() + "x" + sfma.tileWidth();
    return word(sfma.criterion()) + " < " + numbers(sfma.maxWindowSpread()) + tiles;
  }

  private static String of(Zis zis) {
    return zis.epsilon() == 0 ? "exact" : "|x| <= " + number(zis.epsilon());
  }

  /** One number, or the least and the greatest of several. */
  private static String numbers(List<Float> values) {
    if (values.size() == 1) {
      return number(values.get(0));
    }
    double least = values.stream().mapToDouble(Float::doubleValue).min().orElseThrow();
    double greatest = values.stream().mapToDouble(Float::doubleValue).max().orElseThrow();
    return number(least) + ".." + number(greatest) + " (" + values.size() + ")";
  }

  /** Three digits, but no zeros at the end of a fraction. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value)
        .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
        .replaceFirst("\\.(e|$)", "$1");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
