package org.dyvedeep.caffe;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * One layer as a person asks about it.
 *
 * @param name the layer's name
 * @param type Caffe's type
 * @param bottoms blobs it reads
 * @param tops blobs it writes
 * @param outputShapes shapes of the tops; empty where they depend on an unsupported layer
 * @param macs multiply-accumulates of one run at the graph's batch size: convolutions,
 *     deconvolutions and inner products
 * @param parameters trained values; those shared with an earlier layer count there only
 */
public record LayerReport(
    String name,
    String type,
    List<String> bottoms,
    List<String> tops,
    List<Shape> outputShapes,
    long macs,
    long parameters) {
  /** Copies the lists. */
  public LayerReport {
    bottoms = List.copyOf(bottoms);
    tops = List.copyOf(tops);
    outputShapes = List.copyOf(outputShapes);
  }
}
