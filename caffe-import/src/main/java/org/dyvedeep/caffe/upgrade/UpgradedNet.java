package org.dyvedeep.caffe.upgrade;

import java.util.List;
import java.util.Objects;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.proto.NetParameter;

/**
 * A network of the current generation.
 *
 * @param net the network: only {@code layer} entries, inputs as Input layers
 * @param changes what was changed and what could not be kept, in the order it was done; empty for a
 *     current file
 */
public record UpgradedNet(NetParameter net, List<ImportWarning> changes) {

  /** Takes an unmodifiable copy of the changes. */
  public UpgradedNet {
    Objects.requireNonNull(net, "net");
    changes = List.copyOf(changes);
  }
}
