package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.PreprocessingHints;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Shape;

/** What a converter works with: one layer, the values it reads, and the graph it adds to. */
public final class LayerContext {
  private final GraphAssembly assembly;
  private final LayerParameter layer;
  private final List<Value> bottoms;
  private final List<String> tops;
  private int emitted;
  private int blobs;

  LayerContext(
      GraphAssembly assembly, LayerParameter layer, List<Value> bottoms, List<String> tops) {
    this.assembly = assembly;
    this.layer = layer;
    this.bottoms = List.copyOf(bottoms);
    this.tops = List.copyOf(tops);
  }

  /** The layer as the file gives it, upgraded. */
  public LayerParameter parameter() {
    return layer;
  }

  /** The layer's name. */
  public String name() {
    return layer.getName();
  }

  /** What the layer reads, in the order of its bottoms. */
  public List<Value> bottoms() {
    return bottoms;
  }

  /** The shape of one bottom. */
  public Shape shape(int bottom) {
    return bottoms.get(bottom).shape();
  }

  /** Names of the blobs it writes; empty for a top that inference does not have. */
  public List<String> tops() {
    return tops;
  }

  /**
   * Requires exact numbers of bottoms and tops.
   *
   * @throws ModelImportException if there are others
   */
  public void requireBlobs(int bottomCount, int topCount) {
    requireBottoms(bottomCount, bottomCount);
    requireTops(topCount, topCount);
  }

  /**
   * Requires a number of bottoms within bounds.
   *
   * @throws ModelImportException if there are fewer or more
   */
  public void requireBottoms(int least, int most) {
    requireCount("bottom", bottoms.size(), least, most);
  }

  /**
   * Requires a number of tops within bounds.
   *
   * @throws ModelImportException if there are fewer or more
   */
  public void requireTops(int least, int most) {
    requireCount("top", tops.size(), least, most);
  }

  private void requireCount(String field, int found, int least, int most) {
    String expected =
        least == most
            ? "" + least
            : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
    require(
        found >= least && found <= most,
        field,
        found + " " + field + "s",
        expected,
        "a " + layer.getType() + " layer cannot do with others");
  }

  /**
   * Requires that no top takes the place of a bottom, as Caffe does for layers that only re-view.
   *
   * @throws ModelImportException if the layer works in place
   */
  public void requireNotInPlace() {
    for (int i = 0; i < layer.getTopCount(); i++) {
      require(
          !layer.getBottomList().contains(layer.getTop(i)),
          "top",
          "\"" + layer.getTop(i) + "\", which is a bottom too",
          "another name",
          "a " + layer.getType() + " layer cannot work in place");
    }
  }

  /**
   * Requires a condition on a field.
   *
   * @param field dotted from the layer on, such as {@code pooling_param.kernel_size}
   * @throws ModelImportException if the condition does not hold
   */
  public void require(
      boolean condition, String field, Object found, String expected, String advice) {
    if (!condition) {
      throw problem(field).found(String.valueOf(found)).expected(expected).advice(advice).build();
    }
  }

  /**
   * An unsigned number of the file that must be 1 or more.
   *
   * @throws ModelImportException if it is 0, or too large for an int
   */
  public int positive(String field, int unsigned) {
    require(
        unsigned >= 1,
        field,
        Integer.toUnsignedString(unsigned),
        "1 to 2^31 - 1",
        "correct the field");
    return unsigned;
  }

  /**
   * An unsigned number of the file that must fit an int.
   *
   * @throws ModelImportException if it does not
   */
  public int nonNegative(String field, int unsigned) {
    require(
        unsigned >= 0,
        field,
        Integer.toUnsignedString(unsigned),
        "0 to 2^31 - 1",
        "correct the field");
    return unsigned;
  }

  /** Starts the description of a problem with this layer, with file, line and layer filled in. */
  public ModelImportException.Builder problem(String field) {
    return assembly.source().problem(layer.getName(), field);
  }

  /** Reports something that a person should know about a field of this layer. */
  public void warn(ImportWarning.Kind kind, String field, String text) {
    assembly.warn(layer.getName(), kind, field, text);
  }

  /** Emits the layer's only operation: it reads all bottoms and writes all tops. */
  public void emit(Operation operation) {
    warnOfOverwriting(operation);
    emit(operation, bottoms, tops);
  }

  private void warnOfOverwriting(Operation operation) {
    boolean inPlace = layer.getTopCount() > 0 && BlobFlow.inPlace(layer, 0);
    if (inPlace && !operation.inPlace()) {
      warn(
          ImportWarning.Kind.IGNORED,
          "top",
          "Caffe overwrites its input while a "
              + layer.getType()
              + " layer works in place; here it is kept");
    }
  }

  /**
   * Emits an operation. The learned blobs that it needs are the layer's next ones; their values are
   * found later, by the layer's name.
   *
   * @param from what it reads
   * @param to names of the blobs that it writes: tops of the layer or, for a step in between, a
   *     name that begins with the layer's
   * @return what it writes
   */
  public List<Value> emit(Operation operation, List<Value> from, List<String> to) {
    List<Value> written = assembly.add(layer, nodeName(), operation, from, to, blobs);
    blobs += operation.weightShapes(shapes(from)).size();
    return written;
  }

  /** Emits an operation once for each bottom and top, all with the same learned blobs. */
  public void emitForEach(Operation operation) {
    require(
        bottoms.size() == tops.size() && !tops.isEmpty(),
        "top",
        tops.size() + " tops for " + bottoms.size() + " bottoms",
        "one top for each bottom",
        "list as many tops as bottoms");
    for (int i = 0; i < tops.size(); i++) {
      require(
          shape(i).equals(shape(0)),
          "bottom",
          "bottoms of " + shape(i) + " and " + shape(0),
          "bottoms of one shape",
          "use one layer for each shape");
      assembly.add(
          layer, nodeName(), operation, List.of(bottoms.get(i)), List.of(tops.get(i)), blobs);
    }
  }

  private String nodeName() {
    emitted++;
    return emitted == 1 ? name() : name() + "/" + emitted;
  }

  private static List<Shape> shapes(List<Value> values) {
    return values.stream().map(Value::shape).toList();
  }

  /**
   * Declares a top as an input of the network. A shape that the caller of the import gave goes
   * before the file's.
   *
   * @param top the top's number; nothing happens if inference does not have it
   * @param shape gives the file's shape, if it has one; not asked where the caller gave one
   * @throws ModelImportException if neither gives one
   */
  public void input(int top, Supplier<Optional<Shape>> shape) {
    String blob = tops.get(top);
    if (!blob.isEmpty()) {
      assembly.input(layer, blob, shape);
    }
  }

  /** Reports what the layer does to images. */
  public void preprocessing(PreprocessingHints hints) {
    assembly.preprocessing(hints);
  }

  /** The extents of a shape in the file, checked to be positive and to fit. */
  public Shape shapeOf(String field, org.dyvedeep.caffe.proto.BlobShape shape) {
    List<Integer> dims = new ArrayList<>();
    for (long dim : shape.getDimList()) {
      require(
          dim >= 1 && dim <= Integer.MAX_VALUE, field, dim, "1 to 2^31 - 1", "correct the extent");
      dims.add((int) dim);
    }
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }
}
