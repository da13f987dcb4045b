package org.dyvedeep.caffe.upgrade;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;
import org.dyvedeep.caffe.read.SourceMap;

/**
 * Brings a network of any generation to the current one, by the rules of Caffe's own upgrade tool:
 * V0 (layers within layers, separate padding layers), V1 (layer types as an enum), and the old
 * fields for inputs, data transformation and BatchNorm's learning rates.
 */
public final class NetUpgrader {
  private static final int NAMES_IN_MESSAGE = 5;

  private NetUpgrader() {}

  /** The steps, oldest spelling first: each leaves what the next one understands. */
  private static List<UpgradeStep> steps() {
    return List.of(
        new PaddingLayers(),
        new V0Layers(),
        new DataTransforms(),
        new V1Layers(),
        new InputFields(),
        new BatchNormParams());
  }

  /**
   * Upgrades a network, from text or the structure of a caffemodel. A network of the current
   * generation comes back as it is.
   *
   * @param file name to use in messages
   * @param positions where the layers stand in the file
   * @param net the network as read
   * @throws ModelImportException if the file mixes {@code layer} and {@code layers} or cannot be
   *     upgraded
   */
  public static UpgradedNet upgrade(String file, SourceMap positions, NetParameter net) {
    UpgradeLog log = new UpgradeLog(file, positions);
    refuseMixture(log, net);
    NetParameter current = net;
    for (UpgradeStep step : steps()) {
      if (step.needed(current)) {
        current = step.apply(current, log);
      }
    }
    return new UpgradedNet(current, log.changes());
  }

  private static void refuseMixture(UpgradeLog log, NetParameter net) {
    if (net.getLayerCount() == 0 || net.getLayersCount() == 0) {
      return;
    }
    String current = names(net.getLayerList().stream().map(LayerParameter::getName));
    String old = names(net.getLayersList().stream().map(NetUpgrader::nameOf));
    throw log.problem("", "")
        .found("'layer' (" + current + ") and 'layers' (" + old + ") in one file")
        .expected("one of the two: Caffe would silently drop a set")
        .advice("rewrite the 'layers' entries as 'layer', with types as strings")
        .build();
  }

  private static String names(Stream<String> names) {
    List<String> all = names.toList();
    String first =
        all.stream().limit(NAMES_IN_MESSAGE).collect(Collectors.joining("\", \"", "\"", "\""));
    int more = all.size() - NAMES_IN_MESSAGE;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** The name of a layer of V1, or of V0 wrapped into V1. */
  static String nameOf(V1LayerParameter layer) {
    return layer.hasLayer() ? layer.getLayer().getName() : layer.getName();
  }
}
