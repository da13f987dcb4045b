package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.caffe.convert.BlobFlow.Blob;
import org.dyvedeep.caffe.convert.LayerConverter.Role;
import org.dyvedeep.caffe.proto.LayerParameter;

/**
 * What becomes of each layer at inference: losses and measures go, labels go, and so does all that
 * is computed from them; a loss that puts scores through a function leaves that function behind
 * where the scores are the network's end.
 */
final class DeployPlan {
  /** Types whose second top holds labels by definition. */
  private static final Set<String> GIVE_LABELS =
      Set.of("Data", "ImageData", "MemoryData", "WindowData");

  private final LayerRegistry registry;
  private final List<LayerParameter> layers;
  private final BlobFlow flow;
  private final Set<String> given;
  private final Set<Blob> gone = new HashSet<>();
  private final Set<Blob> finished = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> blobNames = new HashSet<>();

  /** What becomes of a layer. */
  enum Action {
    /** It is converted. */
    KEEP,
    /** It is left out. */
    DROP,
    /** Nobody can convert it. */
    REFUSE
  }

  /**
   * One layer's fate.
   *
   * @param number the layer's number in the network
   * @param layer the layer as it is converted
   * @param fileType the layer's type in the file
   * @param action what becomes of it
   * @param reason why it is dropped or refused
   * @param converter who converts it; null if refused
   * @param bottoms what is read: without blobs that are gone
   * @param tops names of the blobs that are written, empty for those that are gone
   * @param firstTop the number that the first of them has in the file
   */
  record Step(
      int number,
      LayerParameter layer,
      String fileType,
      Action action,
      String reason,
      LayerConverter converter,
      List<Blob> bottoms,
      List<String> tops,
      int firstTop) {}

  private DeployPlan(
      LayerRegistry registry, List<LayerParameter> layers, BlobFlow flow, Set<String> given) {
    this.registry = registry;
    this.layers = layers;
    this.flow = flow;
    this.given = given;
    layers.forEach(layer -> blobNames.addAll(layer.getTopList()));
  }

  /**
   * Decides about all layers, in their order.
   *
   * @param given blobs whose shape the caller gave
   */
  static List<Step> of(
      LayerRegistry registry, List<LayerParameter> layers, BlobFlow flow, Set<String> given) {
    DeployPlan plan = new DeployPlan(registry, layers, flow, given);
    for (int i = 0; i < layers.size(); i++) {
      plan.steps.add(plan.decide(i));
    }
    return plan.steps;
  }

  private Step decide(int number) {
    Optional<LayerConverter> converter = converter(number);
    Role role = converter.map(LayerConverter::role).orElse(Role.COMPUTE);
    Optional<Blob> lost = flow.bottoms(number).stream().filter(gone::contains).findFirst();
    if (role == Role.INPUT) {
      return input(number, converter.orElseThrow());
    }
    Optional<LayerConverter> scores = scoresConverter(number);
    if (scores.isPresent() && leavesScores(number)) {
      return scores(number, scores.get());
    }
    if (role == Role.LOSS || role == Role.METRIC) {
      String reason = role == Role.LOSS ? "losses are for training" : "inference does not measure";
      return drop(number, converter, reason);
    }
    if (role == Role.SINK && flow.bottoms(number).stream().anyMatch(blob -> !gone.contains(blob))) {
      return keep(number, converter.orElseThrow(), layers.get(number).getTopList());
    }
    if (lost.isPresent()) {
      String reason = "it reads \"" + lost.get().name() + "\", which inference does not have";
      return drop(number, converter, reason);
    }
    if (converter.isEmpty()) {
      String reason = RefusedTypes.reason(layers.get(number).getType());
      if (layers.get(number).getBottomCount() == 0) {
        reason += "; withInputShape would make an input of it";
      }
      return step(number, Action.REFUSE, reason, null, layers.get(number).getTopList());
    }
    return keep(number, converter.get(), layers.get(number).getTopList());
  }

  private Step input(int number, LayerConverter converter) {
    List<String> tops = new ArrayList<>();
    LayerParameter layer = layers.get(number);
    boolean any = false;
    for (int top = 0; top < layer.getTopCount(); top++) {
      boolean label = isLabel(number, top);
      if (label) {
        gone.add(blob(number, top));
      }
      any |= !label;
      tops.add(label ? "" : layer.getTop(top));
    }
    return any
        ? keep(number, converter, tops)
        : drop(number, Optional.of(converter), "only losses and measures read it");
  }

  /** Whether nothing but losses, measures and sinks reads an input, other than as scores. */
  private boolean isLabel(int number, int top) {
    if (top > 0 && GIVE_LABELS.contains(layers.get(number).getType())) {
      return true;
    }
    Blob blob = blob(number, top);
    List<Integer> readers = flow.readers(blob);
    return readers.stream().anyMatch(reader -> roleOf(reader) != Role.SINK)
        && readers.stream().allMatch(reader -> needsLabels(roleOf(reader)))
        && readers.stream().noneMatch(reader -> readsAsScores(reader, blob));
  }

  private boolean readsAsScores(int reader, Blob blob) {
    return scoresConverter(reader).isPresent() && flow.bottoms(reader).get(0).equals(blob);
  }

  /** Who converts the function that a loss puts its scores through. */
  private Optional<LayerConverter> scoresConverter(int number) {
    return registry
        .find(layers.get(number).getType())
        .flatMap(LayerConverter::scoresType)
        .flatMap(registry::find);
  }

  /** A layer of any type without bottoms gives inputs, if the caller says of what shape. */
  private Optional<LayerConverter> converter(int number) {
    LayerParameter layer = layers.get(number);
    boolean gives =
        layer.getBottomCount() == 0 && layer.getTopList().stream().anyMatch(given::contains);
    return registry
        .find(layer.getType())
        .or(() -> gives ? Optional.of(new GivenInputConverter()) : Optional.empty());
  }

  private Role roleOf(int number) {
    return converter(number).map(LayerConverter::role).orElse(Role.COMPUTE);
  }

  private static boolean needsLabels(Role role) {
    return role == Role.LOSS || role == Role.METRIC || role == Role.SINK;
  }

  private boolean leavesScores(int number) {
    if (flow.bottoms(number).isEmpty()) {
      return false;
    }
    Blob scores = flow.bottoms(number).get(0);
    if (gone.contains(scores)) {
      return false;
    }
    // Of several losses that read the same scores, only the first leaves them behind.
    boolean first = finished.add(scores);
    return layers.get(number).getTopCount() > 1
        || (first && flow.readers(scores).stream().allMatch(reader -> needsLabels(roleOf(reader))));
  }

  private Step scores(int number, LayerConverter converter) {
    LayerParameter layer = layers.get(number);
    boolean named = layer.getTopCount() > 1;
    String top = named ? layer.getTop(1) : freeName(number);
    for (int i = 0; i < layer.getTopCount(); i++) {
      if (i != 1) {
        gone.add(blob(number, i));
      }
    }
    Blob bottom = flow.bottoms(number).get(0);
    LayerParameter left =
        layer.toBuilder()
            .setType(converter.type())
            .clearBottom()
            .addBottom(bottom.name())
            .clearTop()
            .addTop(top)
            .build();
    String reason = "losses are for training; " + converter.type() + " \"" + top + "\" remains";
    return new Step(
        number,
        left,
        layer.getType(),
        Action.KEEP,
        reason,
        converter,
        List.of(bottom),
        List.of(top),
        1);
  }

  /** "prob" for the first, then names with the loss's own; numbers keep the search short. */
  private String freeName(int number) {
    if (blobNames.add("prob")) {
      return "prob";
    }
    String own = layers.get(number).getName() + "/prob";
    String name = own;
    for (int i = number; !blobNames.add(name); i += layers.size()) {
      name = own + i;
    }
    return name;
  }

  private Step drop(int number, Optional<LayerConverter> converter, String reason) {
    for (int top = 0; top < layers.get(number).getTopCount(); top++) {
      gone.add(blob(number, top));
    }
    return step(number, Action.DROP, reason, converter.orElse(null), List.of());
  }

  private Step keep(int number, LayerConverter converter, List<String> tops) {
    return step(number, Action.KEEP, "", converter, tops);
  }

  private Step step(
      int number, Action action, String reason, LayerConverter converter, List<String> tops) {
    List<Blob> bottoms =
        flow.bottoms(number).stream().filter(blob -> !gone.contains(blob)).toList();
    LayerParameter layer = layers.get(number);
    return new Step(number, layer, layer.getType(), action, reason, converter, bottoms, tops, 0);
  }

  private Blob blob(int number, int top) {
    return new Blob(number, top, layers.get(number).getTop(top));
  }
}
