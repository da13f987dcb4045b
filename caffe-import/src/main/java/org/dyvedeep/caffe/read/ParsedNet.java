package org.dyvedeep.caffe.read;

import java.util.List;
import java.util.Objects;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.proto.NetParameter;

/**
 * A network read from text, of whatever generation the file was written in.
 *
 * @param net what the file says
 * @param warnings unknown fields and other oddities, in the order of the file
 * @param positions where the layers and their fields stand in the file
 */
public record ParsedNet(NetParameter net, List<ImportWarning> warnings, SourceMap positions) {

  /** Takes an unmodifiable copy of the warnings. */
  public ParsedNet {
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(positions, "positions");
    warnings = List.copyOf(warnings);
  }
}
