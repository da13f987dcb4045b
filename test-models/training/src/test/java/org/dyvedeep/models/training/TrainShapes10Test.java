package org.dyvedeep.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainShapes10Test {
  private static final String NATIVES = "/org/bytedeco/caffe/linux-x86_64/libjnicaffe.so";

  @TempDir private Path folder;

  private final StringWriter output = new StringWriter();

  @Test
  void refusesToDoNothing() {
    assertEquals(2, run());
    assertTrue(output.toString().contains("--out"), output::toString);
  }

  @Test
  void refusesAMissingCaffemodel() {
    assertEquals(2, run("--measure=" + folder.resolve("absent.caffemodel")));
    assertTrue(output.toString().contains("absent.caffemodel"), output::toString);
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertEquals(2, run("--iterations=0", "--out=" + folder.resolve("x")));
    assertTrue(output.toString().contains("--iterations"), output::toString);
    assertEquals(2, run("--test-pictures=70", "--out=" + folder.resolve("x")));
    assertTrue(output.toString().contains("multiple of 50"), output::toString);
  }

  @Test
  void trainsRepeatably() throws IOException {
    assumeTrue(
        getClass().getResource(NATIVES) != null,
        "native Caffe is not on the class path: build with -Pnative-caffe to run this test");
    Path first = folder.resolve("first.caffemodel");
    Path second = folder.resolve("second.caffemodel");
    assertEquals(0, run("--iterations=2", "--test-pictures=50", "--out=" + first));
    assertEquals(0, run("--iterations=2", "--test-pictures=50", "--out=" + second));
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    String reported = output.toString();
    assertEquals(0, run("--test-pictures=50", "--measure=" + first));
    String measured = output.toString().substring(reported.length()).strip();
    assertTrue(measured.endsWith("% right"), measured);
    assertTrue(reported.contains(measured), reported);
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(output, true);
    return new CommandLine(new TrainShapes10()).setOut(writer).setErr(writer).execute(arguments);
  }
}
