package org.dyvedeep.caffe.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the layers of a text file stand, so that a later error can point at the line. Layers are
 * found by name, because upgrading and filtering change their numbers; of two layers with one name
 * the first is meant.
 */
public final class SourceMap {
  private static final SourceMap EMPTY = new SourceMap(Map.of());

  private final Map<String, LayerPositions> layers;

  SourceMap(Map<String, LayerPositions> layers) {
    this.layers = Map.copyOf(layers);
  }

  /** The map of a file that has no lines, such as a binary one. */
  public static SourceMap empty() {
    return EMPTY;
  }

  /** Where the layer of this name begins. */
  public Optional<Position> layer(String name) {
    return Optional.ofNullable(layers.get(name)).map(LayerPositions::start);
  }

  /**
   * Where a field of a layer first stands.
   *
   * @param layer the layer's name
   * @param path the field's name, dotted from the layer on: {@code pooling_param.kernel_size}
   */
  public Optional<Position> field(String layer, String path) {
    return Optional.ofNullable(layers.get(layer)).map(positions -> positions.fields().get(path));
  }

  /**
   * A place in a text file.
   *
   * @param line from 1
   * @param column in characters, from 1
   */
  public record Position(int line, int column) {}

  /**
   * The places of one layer.
   *
   * @param start where the layer's field name stands
   * @param fields dotted field name to its first place
   */
  record LayerPositions(Position start, Map<String, Position> fields) {
    LayerPositions {
      fields = Map.copyOf(fields);
    }
  }

  /** Collects positions while a file is parsed. */
  static final class Builder {
    private final Map<String, LayerPositions> layers = new HashMap<>();

    void layer(String name, Position start, Map<String, Position> fields) {
      layers.putIfAbsent(name, new LayerPositions(start, fields));
    }

    SourceMap build() {
      return new SourceMap(layers);
    }
  }
}
