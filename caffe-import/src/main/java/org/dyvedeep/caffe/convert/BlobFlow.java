package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.caffe.proto.LayerParameter;

/**
 * Which layer reads what which layer wrote, by the rules of Caffe's Net: a bottom must have been
 * written by an earlier layer, a top may have the name of an existing blob only where the layer
 * works in place (bottom and top of one number have one name), and a blob that is read several
 * times cannot be written in place.
 */
final class BlobFlow {
  /** The layer number of blobs that are given from outside. */
  static final int OUTSIDE = -1;

  private static final int NAMES_IN_MESSAGE = 20;

  private final ImportSource source;
  private final List<LayerParameter> layers;
  private final List<String> removed;
  private final Map<String, Blob> current = new HashMap<>();
  private final List<List<Blob>> bottoms = new ArrayList<>();
  private final Map<Blob, List<Integer>> readers = new LinkedHashMap<>();

  /**
   * One writing of a blob.
   *
   * @param layer number of the layer, or {@link #OUTSIDE}
   * @param top number of the layer's top
   * @param name the blob's name
   */
  record Blob(int layer, int top, String name) {}

  private BlobFlow(ImportSource source, List<LayerParameter> layers, List<String> removed) {
    this.source = source;
    this.layers = layers;
    this.removed = removed;
  }

  /**
   * Follows the blobs through the layers.
   *
   * @param removed names of layers that the phase left out, for advice
   * @param given blobs whose shape the caller gave: inputs where nothing writes them
   * @throws org.dyvedeep.caffe.ModelImportException if Caffe would refuse the network
   */
  static BlobFlow trace(
      ImportSource source, List<LayerParameter> layers, List<String> removed, Set<String> given) {
    BlobFlow flow = new BlobFlow(source, layers, removed);
    for (int i = 0; i < layers.size(); i++) {
      flow.read(i, given);
      flow.write(i);
    }
    for (int i = 0; i < layers.size(); i++) {
      flow.requireSoleReaderInPlace(i);
    }
    return flow;
  }

  private void read(int number, Set<String> given) {
    List<Blob> found = new ArrayList<>();
    for (String name : layers.get(number).getBottomList()) {
      if (!current.containsKey(name) && given.contains(name)) {
        define(new Blob(OUTSIDE, 0, name));
      }
      if (!current.containsKey(name)) {
        throw unknownBottom(number, name);
      }
      Blob blob = current.get(name);
      readers.get(blob).add(number);
      found.add(blob);
    }
    bottoms.add(List.copyOf(found));
  }

  private RuntimeException unknownBottom(int number, String name) {
    String advice =
        "check the spelling, or give the shape of this input (withInputShape, blob \""
            + name
            + "\")";
    for (int i = number; i < layers.size(); i++) {
      if (layers.get(i).getTopList().contains(name)) {
        String writer = layers.get(i).getName();
        advice =
            i == number
                ? "a layer cannot read its own output"
                : "layer \"" + writer + "\" writes it later: move that layer up";
        break;
      }
    }
    if (!removed.isEmpty()) {
      advice += "; the phase left out " + removed.size() + " layers: " + some(removed);
    }
    return source
        .problem(layers.get(number).getName(), "bottom")
        .found("the unknown blob \"" + name + "\"")
        .expected("a blob that an earlier layer writes")
        .advice(advice)
        .build();
  }

  private void write(int number) {
    LayerParameter layer = layers.get(number);
    for (int top = 0; top < layer.getTopCount(); top++) {
      String name = layer.getTop(top);
      if (current.containsKey(name) && !inPlace(layer, top)) {
        throw duplicateTop(layer, name);
      }
      define(new Blob(number, top, name));
    }
  }

  private RuntimeException duplicateTop(LayerParameter layer, String name) {
    int writer = current.get(name).layer();
    return source
        .problem(layer.getName(), "top")
        .found(
            "blob \""
                + name
                + "\", which "
                + (writer == OUTSIDE
                    ? "is an input"
                    : "layer \"" + layers.get(writer).getName() + "\" writes")
                + " too")
        .expected("a name of its own, or the bottom of the same number (in place)")
        .advice("rename the top, and the bottoms that mean it")
        .build();
  }

  private void define(Blob blob) {
    current.put(blob.name(), blob);
    readers.put(blob, new ArrayList<>());
  }

  private void requireSoleReaderInPlace(int number) {
    LayerParameter layer = layers.get(number);
    for (int i = 0; i < Math.min(layer.getTopCount(), layer.getBottomCount()); i++) {
      Blob blob = bottoms.get(number).get(i);
      if (!inPlace(layer, i) || readers.get(blob).size() == 1) {
        continue;
      }
      List<String> names =
          readers.get(blob).stream().map(reader -> layers.get(reader).getName()).toList();
      throw source
          .problem(layer.getName(), "top")
          .found(
              "blob \""
                  + blob.name()
                  + "\" written in place while "
                  + names.size()
                  + " bottoms read it: "
                  + some(names))
          .expected("a sole reader, as Caffe does")
          .advice("give this layer a top of its own")
          .build();
    }
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMES_IN_MESSAGE, names.size())));
    return names.size() > NAMES_IN_MESSAGE ? first + ", ..." : first;
  }

  /** Whether a top takes the place of the bottom of the same number. */
  static boolean inPlace(LayerParameter layer, int top) {
    return top < layer.getBottomCount() && layer.getTop(top).equals(layer.getBottom(top));
  }

  /** What a layer reads. */
  List<Blob> bottoms(int layer) {
    return bottoms.get(layer);
  }

  /** Numbers of the layers that read a blob, once for each bottom. */
  List<Integer> readers(Blob blob) {
    return readers.get(blob);
  }

  /** Blobs that are read and that no layer writes. */
  List<Blob> outside() {
    return readers.keySet().stream().filter(blob -> blob.layer() == OUTSIDE).toList();
  }
}
