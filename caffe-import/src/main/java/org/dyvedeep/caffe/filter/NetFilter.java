package org.dyvedeep.caffe.filter;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.NetState;
import org.dyvedeep.caffe.proto.NetStateRule;
import org.dyvedeep.caffe.read.SourceMap;
import org.dyvedeep.caffe.read.SourceMap.Position;

/**
 * Leaves out the layers that do not take part at a phase, level and set of stages, as Caffe's Net
 * does when it is built. A layer takes part if any of its include rules is met; a layer with
 * exclude rules takes part unless any of them is met; a layer without rules always takes part.
 */
public final class NetFilter {
  private NetFilter() {}

  /**
   * Filters a network of the current generation.
   *
   * @param file name to use in messages
   * @param positions where the layers stand in the file
   * @param net the network; its own {@code state} is the base that the options are laid over
   * @param options phase, level and stages
   * @throws ModelImportException if a layer has include and exclude rules at once
   */
  public static Result filter(
      String file, SourceMap positions, NetParameter net, StateOptions options) {
    NetState state = options.over(net.getState());
    NetParameter.Builder kept = net.toBuilder().clearLayer().setState(state);
    List<String> removed = new ArrayList<>();
    for (LayerParameter layer : net.getLayerList()) {
      if (takesPart(file, positions, layer, state)) {
        kept.addLayer(layer);
      } else {
        removed.add(layer.getName());
      }
    }
    return new Result(kept.build(), removed);
  }

  private static boolean takesPart(
      String file, SourceMap positions, LayerParameter layer, NetState state) {
    if (layer.getIncludeCount() > 0 && layer.getExcludeCount() > 0) {
      Position at = positions.layer(layer.getName()).orElse(new Position(0, 0));
      throw ModelImportException.in(file)
          .at(at.line(), at.column())
          .layer(layer.getName())
          .found("include rules and exclude rules")
          .expected("one kind only")
          .advice("remove the include or the exclude rules of this layer")
          .build();
    }
    if (layer.getIncludeCount() > 0) {
      return layer.getIncludeList().stream().anyMatch(rule -> meets(state, rule));
    }
    return layer.getExcludeList().stream().noneMatch(rule -> meets(state, rule));
  }

  /**
   * Whether a state meets a rule: every condition that the rule sets must hold, so that an empty
   * rule is always met. Levels are inclusive at both ends; all of the rule's stages must be on and
   * none of its not_stages.
   */
  public static boolean meets(NetState state, NetStateRule rule) {
    if (rule.hasPhase() && rule.getPhase() != state.getPhase()) {
      return false;
    }
    if (rule.hasMinLevel() && state.getLevel() < rule.getMinLevel()) {
      return false;
    }
    if (rule.hasMaxLevel() && state.getLevel() > rule.getMaxLevel()) {
      return false;
    }
    List<String> stages = state.getStageList();
    return stages.containsAll(rule.getStageList())
        && rule.getNotStageList().stream().noneMatch(stages::contains);
  }

  /**
   * A filtered network.
   *
   * @param net the network with the layers that take part, and the state it was filtered for
   * @param removed names of the layers that were left out, in the order of the file
   */
  public record Result(NetParameter net, List<String> removed) {
    /** Takes an unmodifiable copy of the names. */
    public Result {
      removed = List.copyOf(removed);
    }
  }
}
