package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.dyvedeep.caffe.proto.BatchNormParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.PythonParameter;
import org.dyvedeep.caffe.proto.RecurrentParameter;
import org.junit.jupiter.api.Test;

/** Holds our schema against the table of facts about Caffe's format. */
class SchemaTest {
  private static final FileDescriptor SCHEMA = NetParameter.getDescriptor().getFile();

  @Test
  void everyFieldOfTheTableIsThere() throws IOException {
    List<String> lines = Files.readAllLines(SharedFiles.spec("caffe-wire-format.tsv"));
    int checked = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split("\t", -1);
      if (row[1].equals("enum")) {
        checkEnum(row);
      } else if (!row[0].equals("PythonParameter")) {
        checkField(row);
      }
      checked++;
    }
    assertTrue(checked > 500, "rows checked: " + checked);
  }

  private static void checkEnum(String[] row) {
    int dot = row[0].indexOf('.');
    EnumDescriptor type =
        dot < 0
            ? SCHEMA.findEnumTypeByName(row[0])
            : SCHEMA
                .findMessageTypeByName(row[0].substring(0, dot))
                .findEnumTypeByName(row[0].substring(dot + 1));
    assertEquals(
        Integer.parseInt(row[3]), type.findValueByName(row[2]).getNumber(), () -> row[0] + row[2]);
  }

  private static void checkField(String[] row) {
    Descriptor message = SCHEMA.findMessageTypeByName(row[0]);
    FieldDescriptor field = message.findFieldByName(row[2]);
    String where = row[0] + "." + row[2];
    assertNotNull(field, where);
    assertEquals(Integer.parseInt(row[3]), field.getNumber(), where);
    assertEquals(row[1].equals("repeated"), field.isRepeated(), where);
    String type =
        switch (field.getJavaType()) {
          case MESSAGE -> field.getMessageType().getName();
          case ENUM -> field.getEnumType().getName();
          default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    assertEquals(row[4], type, where);
    assertEquals(row[5].contains("packed"), field.isPacked(), where);
    checkDefault(row[5], field, where);
  }

  private static void checkDefault(String option, FieldDescriptor field, String where) {
    if (!option.startsWith("default=") || where.endsWith("moving_average_fraction")) {
      return;
    }
    String wanted = option.substring("default=".length()).replace("\"", "");
    Object found = field.getDefaultValue();
    if (found instanceof Float value) {
      assertEquals(Float.parseFloat(wanted), value, where);
    } else {
      String name = found instanceof EnumValueDescriptor e ? e.getName() : found.toString();
      assertEquals(wanted, name, where);
    }
  }

  @Test
  void factsThatTheTableHasWrong() {
    assertEquals(0.999f, BatchNormParameter.getDefaultInstance().getMovingAverageFraction());
    assertEquals(3, PythonParameter.PARAM_STR_FIELD_NUMBER);
    assertEquals(4, PythonParameter.SHARE_IN_PARALLEL_FIELD_NUMBER);
    assertEquals(5, RecurrentParameter.EXPOSE_HIDDEN_FIELD_NUMBER);
    assertEquals(0, RecurrentParameter.getDefaultInstance().getNumOutput());
  }

  @Test
  void noFieldIsRequired() {
    for (Descriptor message : SCHEMA.getMessageTypes()) {
      message.getFields().forEach(f -> assertTrue(!f.isRequired(), f.getFullName()));
    }
  }
}
