package org.dyvedeep.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.models.ModelResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that readers copy compiles, runs, and is the one that is tested. */
class ReadmeExampleTest {
  private static final Path SOURCE =
      Path.of("tools", "src", "test", "java", "org", "dyvedeep", "tools", "ReadmeExample.java");

  @Test
  void theReadmeShowsThisSource() throws IOException {
    String readme = Files.readString(SharedFolders.root().resolve("README.md"));
    String source = Files.readString(SharedFolders.root().resolve(SOURCE));
    String opening = "```java\n";
    int start = readme.indexOf(opening) + opening.length();
    String block = readme.substring(start, readme.indexOf("```", start));
    String packageLine = "package org.dyvedeep.tools;\n\n";
    assertEquals(packageLine + block, source);
  }

  @Test
  void itRuns(@TempDir Path folder) throws IOException {
    Path prototxt = ModelResources.copyTo("shapes10/deploy.prototxt", folder);
    Path weights = ModelResources.copyTo("shapes10/shapes10.caffemodel", folder);
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, UTF_8)) {
      System.setOut(out);
      ReadmeExample.main(new String[] {prototxt.toString(), weights.toString()});
    } finally {
      System.setOut(console);
    }
    List<String> lines = printed.toString(UTF_8).lines().toList();
    assertEquals(2, lines.size(), lines::toString);
    String[] scores = lines.get(0).replaceAll("prob: \\[|]", "").split(", ", -1);
    assertEquals(10, scores.length);
    assertEquals(1, Arrays.stream(scores).mapToDouble(Double::parseDouble).sum(), 1e-5);
    assertEquals("conv1: 1x32x32x32", lines.get(1));
  }
}
