package org.dyvedeep.caffe.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.proto.NetParameter;

/**
 * What a caffemodel holds: the network as it was saved, without its blobs, and the blobs by layer
 * name, which is how Caffe matches weights to a network.
 */
public final class CaffemodelFile {
  private final NetParameter structure;
  private final Map<String, List<CaffeBlob>> blobs;
  private final List<ImportWarning> warnings;

  CaffemodelFile(
      NetParameter structure, Map<String, List<CaffeBlob>> blobs, List<ImportWarning> warnings) {
    this.structure = Objects.requireNonNull(structure, "structure");
    this.blobs = Collections.unmodifiableMap(new LinkedHashMap<>(blobs));
    this.warnings = List.copyOf(warnings);
  }

  /** The saved network, in the generation it was saved in, without weights. */
  public NetParameter structure() {
    return structure;
  }

  /** Name of each layer that has blobs, with them, in the order of the file. */
  public Map<String, List<CaffeBlob>> layers() {
    return blobs;
  }

  /** The blobs of the layer of this name; empty if it has none or is not there. */
  public List<CaffeBlob> blobs(String layer) {
    return blobs.getOrDefault(layer, List.of());
  }

  /** What was unusual about the file. */
  public List<ImportWarning> warnings() {
    return warnings;
  }

  /** Bytes of all the weights together, as 32-bit floats. */
  public long weightBytes() {
    return blobs.values().stream()
        .flatMap(List::stream)
        .mapToLong(blob -> 4L * blob.data().length)
        .sum();
  }
}
