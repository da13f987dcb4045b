package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.ParamSpec;
import org.dyvedeep.engine.tensor.Shape;

/**
 * All learned blobs of a network, and which of them are one: bottoms of one layer share its blobs,
 * and blobs whose {@code param} has the same name are shared between layers, the first being the
 * owner.
 */
final class LearnedBlobs {
  private final ImportSource source;
  private final Map<Key, Blob> blobs = new LinkedHashMap<>();
  private final Map<String, Blob> owners = new HashMap<>();

  /** A blob of a layer, by number. */
  record Key(String layer, int index) {}

  /**
   * A learned blob.
   *
   * @param request what is asked of the source of weights
   * @param owner whose values it has: itself unless shared
   * @param shared the name it is shared by; empty for none
   */
  record Blob(WeightRequest request, Key owner, String shared) {
    Key key() {
      return new Key(request.layer(), request.index());
    }
  }

  private LearnedBlobs(ImportSource source) {
    this.source = source;
  }

  /**
   * Collects the blobs.
   *
   * @throws org.dyvedeep.caffe.ModelImportException if blobs of different shapes are to be shared
   */
  static LearnedBlobs of(ImportSource source, List<WeightSlot> slots) {
    LearnedBlobs learned = new LearnedBlobs(source);
    String last = slots.isEmpty() ? "" : slots.get(slots.size() - 1).layer().getName();
    for (WeightSlot slot : slots) {
      List<Shape> shapes = slot.shapes();
      for (int i = 0; i < shapes.size(); i++) {
        learned.add(slot, slot.firstBlob() + i, shapes.get(i), last);
      }
    }
    return learned;
  }

  private void add(WeightSlot slot, int index, Shape shape, String last) {
    LayerParameter layer = slot.layer();
    Key key = new Key(layer.getName(), index);
    if (blobs.containsKey(key)) {
      return;
    }
    WeightRequest request =
        new WeightRequest(
            layer.getName(),
            layer.getType(),
            slot.operation(),
            slot.inputs(),
            index,
            shape,
            layer.getName().equals(last));
    ParamSpec spec =
        index < layer.getParamCount() ? layer.getParam(index) : ParamSpec.getDefaultInstance();
    Blob owner = spec.getName().isEmpty() ? null : owners.get(spec.getName());
    Blob blob = new Blob(request, owner == null ? key : owner.key(), spec.getName());
    if (owner != null) {
      requireShareable(spec, owner.request(), request);
    } else if (!spec.getName().isEmpty()) {
      owners.put(spec.getName(), blob);
    }
    blobs.put(key, blob);
  }

  private void requireShareable(ParamSpec spec, WeightRequest owner, WeightRequest sharer) {
    boolean permissive = spec.getShareMode() == ParamSpec.DimCheckMode.PERMISSIVE;
    boolean fits =
        permissive
            ? owner.shape().size() == sharer.shape().size()
            : owner.shape().equals(sharer.shape());
    if (!fits) {
      throw source
          .problem(sharer.layer(), "param.name")
          .found(
              "blob "
                  + sharer.index()
                  + " of "
                  + sharer.shape()
                  + " sharing \""
                  + spec.getName()
                  + "\"")
          .expected(
              (permissive ? "as many values as " : "the shape ")
                  + owner.shape()
                  + " of its owner, layer \""
                  + owner.layer()
                  + "\"")
          .advice(
              permissive
                  ? "share blobs of one size only"
                  : "share blobs of one shape, or set share_mode: PERMISSIVE for one size")
          .build();
    }
  }

  /** All blobs, in the order of the layers. */
  List<Blob> all() {
    return List.copyOf(blobs.values());
  }

  /** The blob of a layer of this number. */
  Blob get(String layer, int index) {
    return blobs.get(new Key(layer, index));
  }

  /** All blobs that share the values of one, itself included. */
  Map<Key, List<WeightRequest>> byOwner() {
    Map<Key, List<WeightRequest>> groups = new LinkedHashMap<>();
    for (Blob blob : blobs.values()) {
      groups.computeIfAbsent(blob.owner(), key -> new ArrayList<>()).add(blob.request());
    }
    return groups;
  }

  /** Trained values by layer; shared ones count for their owner only. */
  Map<String, Long> parameters() {
    Map<String, Long> counts = new HashMap<>();
    for (Blob blob : blobs.values()) {
      if (blob.owner().equals(blob.key())) {
        counts.merge(blob.request().layer(), (long) blob.request().shape().size(), Long::sum);
      }
    }
    return counts;
  }
}
