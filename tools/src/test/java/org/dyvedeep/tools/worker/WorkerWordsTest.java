package org.dyvedeep.tools.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What can be said of workers without starting one: their messages and their last words. */
class WorkerWordsTest {
  private static LastWords words(String text) {
    LastWords words =
        new LastWords(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    words.run();
    return words;
  }

  @Test
  void failedCheckIsFoundAmongTheRest() {
    String text =
        """
        WARNING: something of the JVM
        I1123 00:30:00.000001 77 net.cpp:51] Initializing net
        [libprotobuf ERROR google/protobuf/text_format.cc:312] Error parsing: 3:1
        F1123 00:30:00.123456 77 upgrade_proto.cpp:90] Check failed: ReadProto(f) Failed: f.txt
        *** Check failure stack trace: ***
            @     0x7f1 google::LogMessage::Fail()
        """;
    assertEquals(
        "[libprotobuf ERROR google/protobuf/text_format.cc:312] Error parsing: 3:1"
            + " / Check failed: ReadProto(f) Failed: f.txt",
        words(text).problem());
    assertTrue(words(text).all().contains("Initializing net\n"));
  }

  @Test
  void withoutCheckTheLastLinesSpeak() {
    assertEquals("b / c / d / e / f", words("a\nb\nc\nd\ne\nf\n").problem());
    assertEquals("", words("").problem());
  }

  @Test
  void messagesComeBackAsTheyWereSent() throws IOException {
    float[] floats = {1.5f, -0f, Float.NaN, Float.MIN_VALUE};
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    WorkerProtocol.writeString(new DataOutputStream(content), "blöb");
    WorkerProtocol.writeFloats(new DataOutputStream(content), floats);
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    WorkerProtocol.write(new DataOutputStream(pipe), content.toByteArray());
    DataInputStream message = WorkerProtocol.read(stream(pipe.toByteArray()));
    assertEquals("blöb", WorkerProtocol.readString(message));
    assertArrayEquals(floats, WorkerProtocol.readFloats(message));
    assertEquals(-1, message.read());
  }

  private static DataInputStream stream(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  @Test
  void foreignBytesAreNoMessage() {
    byte[] negative = {-1, -1, -1, -1};
    assertThrows(IOException.class, () -> WorkerProtocol.read(stream(negative)));
    byte[] cut = {0, 0, 0, 9, 1};
    assertThrows(EOFException.class, () -> WorkerProtocol.read(stream(cut)));
    assertThrows(EOFException.class, () -> WorkerProtocol.read(stream(new byte[0])));
  }
}
