package org.dyvedeep.caffe.read;

import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.ModelImportException;

/** What is being read at the moment, for messages, and how much of the weight limit is used up. */
final class ReadContext {
  private final String file;
  private final ImportLimits limits;
  private String layer = "";
  private long weightBytes;
  private long structureBytes;

  ReadContext(String file, ImportLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  String file() {
    return file;
  }

  ImportLimits limits() {
    return limits;
  }

  void enterLayer(String name) {
    layer = name;
  }

  ModelImportException.Builder problem(String field) {
    return ModelImportException.in(file).layer(layer).field(field);
  }

  /** Counts weights that are about to be allocated. */
  void takeWeights(long floats) {
    weightBytes += 4 * floats;
    if (weightBytes > limits.maxWeightBytes()) {
      throw problem("blobs")
          .found("weights of more than " + limits.maxWeightBytes() + " bytes")
          .expected("at most that, the limit on weights")
          .advice("raise the limit if the file is to be trusted")
          .build();
    }
  }

  /** Counts bytes of a binary file that are not weights and are about to be kept. */
  void takeStructure(String field, long bytes) {
    structureBytes += bytes;
    if (structureBytes > limits.maxStructureBytes()) {
      throw problem(field)
          .found("names and parameters of more than " + limits.maxStructureBytes() + " bytes")
          .expected("at most that, the limit on what is not weights")
          .advice("raise the limit if the file is to be trusted")
          .build();
    }
  }

  /** A product of sizes, or an error if it is beyond what one array can hold. */
  long count(String field, int[] dims) {
    long count = 1;
    for (int dim : dims) {
      count *= dim;
      if (count > Integer.MAX_VALUE - 8) {
        throw problem(field)
            .found("the shape " + CaffeBlob.shape(dims))
            .expected("at most " + (Integer.MAX_VALUE - 8) + " values")
            .advice("the file is damaged or the layer is too large for this program")
            .build();
      }
    }
    return count;
  }
}
