package org.dyvedeep.caffe.convert;

import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.read.SourceMap;
import org.dyvedeep.caffe.read.SourceMap.Position;

/**
 * The file that a network comes from, for messages.
 *
 * @param file its name
 * @param positions where layers and fields stand in it
 */
public record ImportSource(String file, SourceMap positions) {
  /** Starts the description of a problem with a layer, or with one of its fields. */
  public ModelImportException.Builder problem(String layer, String field) {
    Position at = place(layer, field);
    return ModelImportException.in(file).layer(layer).field(field).at(at.line(), at.column());
  }

  /** Where a field stands, or else its layer; line 0 if neither is known. */
  public Position place(String layer, String field) {
    return positions
        .field(layer, field)
        .or(() -> positions.layer(layer))
        .orElseGet(() -> new Position(0, 0));
  }
}
