package org.dyvedeep.caffe.upgrade;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.ImportWarning.Kind;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.read.SourceMap;
import org.dyvedeep.caffe.read.SourceMap.Position;

/** What the steps changed, and the place in the file that their messages point at. */
final class UpgradeLog {
  private static final Position NOWHERE = new Position(0, 0);

  private final String file;
  private final SourceMap positions;
  private final List<ImportWarning> changes = new ArrayList<>();

  UpgradeLog(String file, SourceMap positions) {
    this.file = file;
    this.positions = positions;
  }

  /** A change; the layer's name is empty for one that concerns the whole network. */
  void changed(String layer, String field, String text) {
    add(Kind.UPGRADE, layer, field, text);
  }

  /** A setting that is left out, as Caffe leaves it out. */
  void ignored(String layer, String field, String text) {
    add(Kind.IGNORED, layer, field, text);
  }

  private void add(Kind kind, String layer, String field, String text) {
    Position at = place(layer, field);
    changes.add(new ImportWarning(kind, layer, field, at.line(), at.column(), text));
  }

  private Position place(String layer, String field) {
    return positions.field(layer, field).or(() -> positions.layer(layer)).orElse(NOWHERE);
  }

  ModelImportException.Builder problem(String layer, String field) {
    Position at = place(layer, field);
    return ModelImportException.in(file).at(at.line(), at.column()).layer(layer).field(field);
  }

  List<ImportWarning> changes() {
    return changes;
  }
}
