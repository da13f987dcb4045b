package org.dyvedeep.caffe.read;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.ImportWarning.Kind;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.read.SourceMap.Position;

/**
 * Where in the network the parser is: the layer and the path of field names below it, for messages
 * and for the map of positions. A layer's warnings wait until its name is known, because the name
 * may stand last.
 */
final class TextScope {
  /** Enough for any real file, and little enough for a hostile one. */
  private static final int MAX_WARNINGS = 10_000;

  private final String file;
  private final List<ImportWarning> warnings = new ArrayList<>();
  private final SourceMap.Builder positions = new SourceMap.Builder();
  private final Deque<String> path = new ArrayDeque<>();
  private Map<String, Position> fields = new HashMap<>();
  private Position layerStart;
  private String layer = "";
  private int layerWarnings;

  TextScope(String file) {
    this.file = file;
  }

  /** Begins a layer whose field name stands here. */
  void beginLayer(Position start) {
    layerStart = start;
    layer = "";
    layerWarnings = warnings.size();
    fields = new HashMap<>();
    path.clear();
  }

  /** The layer's name has been read. */
  void nameLayer(String name) {
    layer = name;
  }

  /** Ends the layer and files what was found in it under its name. */
  void endLayer() {
    positions.layer(layer, layerStart, fields);
    for (int i = layerWarnings; i < warnings.size(); i++) {
      ImportWarning w = warnings.get(i);
      warnings.set(
          i, new ImportWarning(w.kind(), layer, w.field(), w.line(), w.column(), w.text()));
    }
    layer = "";
    layerStart = null;
    path.clear();
  }

  boolean inLayer() {
    return layerStart != null;
  }

  void beginField(String name, Position at) {
    path.addLast(name);
    if (inLayer()) {
      fields.putIfAbsent(dotted(), at);
    }
  }

  void endField() {
    path.pollLast();
  }

  private String dotted() {
    return String.join(".", path);
  }

  /** Starts a message about the field the parser is in. */
  ModelImportException.Builder problem(Position at) {
    return ModelImportException.in(file).at(at.line(), at.column()).layer(layer).field(dotted());
  }

  /** A token that cannot stand where it stands. */
  ModelImportException unexpected(Token token, String expected) {
    return problem(token.position())
        .found(token.describe())
        .expected(expected)
        .advice("correct the file at this place")
        .build();
  }

  void warn(Kind kind, Position at, String text) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(new ImportWarning(kind, layer, dotted(), at.line(), at.column(), text));
    }
  }

  /**
   * The text of a string; bytes that are not UTF-8 become the replacement character, with a
   * warning.
   */
  String decode(Token token, ByteString bytes) {
    if (!bytes.isValidUtf8()) {
      warn(
          Kind.ENCODING,
          token.position(),
          "the string of field " + dotted() + " is not UTF-8; save the file as UTF-8");
    }
    return bytes.toStringUtf8();
  }

  List<ImportWarning> warnings() {
    return warnings;
  }

  SourceMap positions() {
    return positions.build();
  }
}
