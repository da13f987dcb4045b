package org.dyvedeep.caffe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dyvedeep.caffe.convert.ConvertedNet;
import org.dyvedeep.caffe.convert.ImportSource;
import org.dyvedeep.caffe.convert.NetConverter;
import org.dyvedeep.caffe.convert.WeightBinder;
import org.dyvedeep.caffe.filter.NetFilter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.read.CaffemodelFile;
import org.dyvedeep.caffe.read.CaffemodelReader;
import org.dyvedeep.caffe.read.ParsedNet;
import org.dyvedeep.caffe.read.PrototxtReader;
import org.dyvedeep.caffe.read.SourceMap;
import org.dyvedeep.caffe.upgrade.NetUpgrader;
import org.dyvedeep.caffe.upgrade.UpgradedNet;
import org.dyvedeep.caffe.weights.CaffemodelWeights;
import org.dyvedeep.engine.graph.Graph;

/**
 * Imports Caffe models: reads a prototxt of any generation, upgrades it, leaves out the layers of
 * other phases and those that only training needs, converts the rest and finds the weights.
 *
 * <pre>{@code
 * ImportedModel model =
 *     CaffeImporter.importModel(
 *         Path.of("deploy.prototxt"),
 *         WeightSource.file(Path.of("weights.caffemodel")),
 *         ImportOptions.defaults().withBatch(1));
 * }</pre>
 *
 * <p>Whatever the bytes in the files, the result is a model or a {@link ModelImportException}. No
 * path that a file names is opened, and no code that a file names is executed.
 */
public final class CaffeImporter {
  private final ImportSource source;
  private final ImportOptions options;
  private final List<ImportWarning> warnings;

  private CaffeImporter(String file, SourceMap positions, ImportOptions options) {
    this.source = new ImportSource(file, positions);
    this.options = options;
    this.warnings = new ArrayList<>();
  }

  /**
   * Imports a prototxt file.
   *
   * @throws ModelImportException if a file cannot be read, Caffe would refuse it, it holds
   *     unsupported layers (all are named), or weights do not fit or are missing
   */
  public static ImportedModel importModel(
      Path prototxt, WeightSource weights, ImportOptions options) {
    ParsedNet net = new PrototxtReader(options.reading()).read(prototxt);
    return importParsed(prototxt.toString(), net, weights, options);
  }

  /**
   * Imports a prototxt that is in memory.
   *
   * @param name stands for the file in messages
   * @throws ModelImportException as for files
   */
  public static ImportedModel importText(
      String name, String prototxt, WeightSource weights, ImportOptions options) {
    return importParsed(name, parse(name, prototxt, options), weights, options);
  }

  /**
   * Imports a caffemodel by the layers that it was saved with. It was most often saved in training:
   * then the shape of its input must be given ({@link ImportOptions#withInputShape}).
   *
   * @throws ModelImportException as for a prototxt
   */
  public static ImportedModel importCaffemodel(Path caffemodel, ImportOptions options) {
    CaffemodelFile file = new CaffemodelReader(options.reading()).read(caffemodel);
    String name = caffemodel.toString();
    CaffeImporter importer = new CaffeImporter(name, SourceMap.empty(), options);
    NetParameter.Builder structure = file.structure().toBuilder();
    // Saved layers carry the phase they were trained in, which is not the one asked for.
    structure.getLayerBuilderList().forEach(layer -> layer.clearPhase());
    return importer.importNet(structure.build(), plan -> CaffemodelWeights.of(name, file, plan));
  }

  /**
   * Reports what a prototxt file holds, including layers that cannot be imported.
   *
   * @throws ModelImportException for all other reasons
   */
  public static Inspection inspect(Path prototxt, WeightSource weights, ImportOptions options) {
    ParsedNet net = new PrototxtReader(options.reading()).read(prototxt);
    return inspectParsed(prototxt.toString(), net, weights, options);
  }

  /**
   * Reports what a prototxt in memory holds.
   *
   * @param name stands for the file in messages
   * @throws ModelImportException as for files
   */
  public static Inspection inspectText(
      String name, String prototxt, WeightSource weights, ImportOptions options) {
    return inspectParsed(name, parse(name, prototxt, options), weights, options);
  }

  private static ParsedNet parse(String name, String prototxt, ImportOptions options) {
    byte[] text = prototxt.getBytes(StandardCharsets.UTF_8);
    return new PrototxtReader(options.reading()).parse(name, text);
  }

  private static ImportedModel importParsed(
      String name, ParsedNet net, WeightSource weights, ImportOptions options) {
    CaffeImporter importer = new CaffeImporter(name, net.positions(), options);
    importer.warnings.addAll(net.warnings());
    return importer.importNet(net.net(), weights);
  }

  private static Inspection inspectParsed(
      String name, ParsedNet net, WeightSource weights, ImportOptions options) {
    CaffeImporter importer = new CaffeImporter(name, net.positions(), options);
    importer.warnings.addAll(net.warnings());
    Prepared prepared = importer.prepare(net.net());
    ConvertedNet converted = prepared.converted();
    Optional<ImportedModel> model =
        converted.unsupported().isEmpty()
            ? Optional.of(importer.bind(prepared, weights))
            : Optional.empty();
    return new Inspection(
        converted.graph().name(),
        converted.inputs(),
        converted.layers(),
        converted.unsupported(),
        importer.warnings,
        prepared.changes(),
        converted.dropped(),
        model);
  }

  /** A network up to the point where weights are needed. */
  private record Prepared(ConvertedNet converted, List<ImportWarning> changes) {}

  private ImportedModel importNet(NetParameter net, WeightSource weights) {
    Prepared prepared = prepare(net);
    refuse(prepared.converted().unsupported());
    return bind(prepared, weights);
  }

  private Prepared prepare(NetParameter net) {
    UpgradedNet upgraded = NetUpgrader.upgrade(source.file(), source.positions(), net);
    NetFilter.Result filtered =
        NetFilter.filter(source.file(), source.positions(), upgraded.net(), options.state());
    requireLayers(filtered);
    ConvertedNet converted =
        NetConverter.convert(source, filtered.net(), filtered.removed(), options);
    warnings.addAll(converted.warnings());
    List<ImportWarning> changes = new ArrayList<>(upgraded.changes());
    for (String layer : filtered.removed()) {
      changes.add(dropped(layer, "layer \"" + layer + "\" does not take part at this phase"));
    }
    for (DroppedLayer layer : converted.dropped()) {
      String what = layer.type() + " layer \"" + layer.name() + "\" was left out: ";
      changes.add(dropped(layer.name(), what + layer.reason()));
    }
    return new Prepared(converted, changes);
  }

  private static ImportWarning dropped(String layer, String text) {
    return ImportWarning.of(ImportWarning.Kind.DROPPED, layer, "", text);
  }

  private void requireLayers(NetFilter.Result filtered) {
    if (filtered.net().getLayerCount() == 0) {
      throw ModelImportException.in(source.file())
          .found("no layers" + (filtered.removed().isEmpty() ? "" : " at this phase"))
          .expected("a network")
          .advice("check that this is a network's prototxt (not a solver's), and the phase")
          .build();
    }
  }

  private void refuse(List<UnsupportedLayer> unsupported) {
    if (unsupported.isEmpty()) {
      return;
    }
    String layers =
        unsupported.stream()
            .map(
                layer ->
                    String.format("\"%s\" (%s: %s)", layer.layer(), layer.type(), layer.reason()))
            .collect(Collectors.joining(", "));
    UnsupportedLayer first = unsupported.get(0);
    throw source
        .problem(unsupported.size() == 1 ? first.layer() : "", "type")
        .found(unsupported.size() + " unsupported layers: " + layers)
        .expected("layers of the types in docs/layers.md")
        .advice("remove them, or add a LayerConverter for their types")
        .build();
  }

  private ImportedModel bind(Prepared prepared, WeightSource weights) {
    ConvertedNet net = prepared.converted();
    Graph graph = new WeightBinder(source, options, warnings::add).bind(net, weights);
    return new ImportedModel(
        graph,
        net.layers(),
        warnings,
        prepared.changes(),
        net.dropped(),
        net.accuracies(),
        net.preprocessing(),
        net.deploy());
  }
}
