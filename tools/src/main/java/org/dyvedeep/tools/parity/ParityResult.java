package org.dyvedeep.tools.parity;

import java.util.List;
import java.util.Optional;

/**
 * What a comparison with native Caffe showed.
 *
 * @param runs how often both sides ran
 * @param pass whether every blob lies within the tolerance and the best classes are the same
 * @param worst the blob with the greatest error
 * @param blobs all blobs, in the order in which Caffe computes them
 * @param firstDiverging the first blob beyond the tolerance
 * @param top1Agreement percent of items with the same best class
 * @param top5Agreement percent of items with the same five best classes
 * @param ties items whose best class differs between scores that are equal within 1e-4
 */
public record ParityResult(
    int runs,
    boolean pass,
    BlobParity worst,
    List<BlobParity> blobs,
    Optional<String> firstDiverging,
    double top1Agreement,
    double top5Agreement,
    int ties) {
  /** Copies the list. */
  public ParityResult {
    blobs = List.copyOf(blobs);
  }
}
