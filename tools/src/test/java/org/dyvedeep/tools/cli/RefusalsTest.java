package org.dyvedeep.tools.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.dyvedeep.models.ModelResources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** What the caller can mend ends with status 2 and one sentence that says how. */
class RefusalsTest {
  @TempDir private Path folder;
  private String picture;

  @BeforeEach
  void makePicture() throws IOException {
    Path file = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    picture = file.toString();
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private String prototxt(String input, String layer) throws IOException {
    String text =
        """
        layer { name: "data" type: "Input" top: "data" input_param { shape { %s } } }
        layer { name: "last" bottom: "data" %s }
        """
            .formatted(input, layer);
    return file("net.prototxt", text.getBytes(US_ASCII));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                             | name a verb",
        "evaluate                       | there is no verb \"evaluate\"",
        "--format json                  | Unknown option",
        "eval --bogus                   | --bogus",
        "eval --format xml              | --format",
        "eval shapes10 cifar10-quick    | nothing can be done with \"cifar10-quick\"",
        "eval --threads 0               | --threads must be at least 1, got 0",
        "classify shapes10 a.png --threads 0 | --threads must be at least 1, got 0",
        "time --threads 0               | --threads must be at least 1, got 0",
        "eval --threads many            | 'many' is not an int",
        "eval --batch 0                 | --batch must be at least 1, got 0",
        "eval --batch -3                | --batch must be at least 1, got -3",
        "eval --limit 0                 | --limit must be at least 1, got 0",
        "eval --backend cuda            | there are caffe-mirror, direct, exact-dynamic, reference",
        "time --backend caffe-mirror,cuda | there are caffe-mirror, direct, exact-dynamic, reference",
        "time --iterations 0            | --iterations must be at least 1, got 0",
        "classify shapes10              | IMAGE",
        "classify shapes10 a.png --top 0 | --top must be at least 1, got 0",
        "info lenet                     | lenet is neither a file nor a built-in model; the built-in",
        "time lenet                     | lenet is neither a file nor a built-in model; the built-in",
        "eval cifar10-full              | give --data",
        "eval cifar10-full --data nowhere.bin | nowhere.bin: does not exist",
        "eval shapes10 --preprocess nowhere.json | nowhere.json does not exist",
        "info alexnet --weights nowhere.caffemodel | nowhere.caffemodel does not exist",
        "info alexnet --input data=1x3  | shapes that do not fit",
        "info alexnet --input data=big  | write it as 1x3x227x227",
        "info alexnet --input data=1x3x0x227 | --input: shape 1x3x0x227",
        "info alexnet --input data=1x3x99999x99999 | --input: shape 1x3x99999x99999",
        "info alexnet --input data      | --input",
        "info alexnet --input pixels=1x3x227x227 | expected one of [data]",
        "info shapes10 --input data=1x1x32x32 | layer \"conv1\"",
        "fetch imagenet                 | can be fetched; known are"
      })
  void words(String arguments, String sentence) {
    String[] words = arguments.isBlank() ? new String[0] : arguments.split(" ");
    Run.of(words).refuses(sentence);
  }

  @Test
  void aCaffemodelThatWasCutShort() throws IOException {
    Path whole = ModelResources.copyTo("cifar10-quick/cifar10-quick.caffemodel", folder);
    byte[] bytes = Files.readAllBytes(whole);
    String cut = file("cut.caffemodel", Arrays.copyOf(bytes, bytes.length / 2));
    Run.of("eval", "cifar10-quick", "--data", picture, "--weights", cut).refusal();
    Run.of("info", "cifar10-quick", "--weights", cut).refuses(cut, "cut short", "fetch it again");
  }

  @Test
  void weightsOfAnotherNetwork() throws IOException {
    Path other = ModelResources.copyTo("cifar10-quick/cifar10-quick.caffemodel", folder);
    Run.of("time", "squeezenet", "--weights", other.toString()).refuses(other.toString(), "conv1");
  }

  @Test
  void foldersWhereFilesAreMeant() {
    String it = folder.toString();
    Run.of("info", it).refuses(it, "not a plain file");
    Run.of("info", "shapes10", "--weights", it).refuses(it, "is a folder");
    Run.of("classify", "shapes10", it).refuses(it, "is not a file");
    Run.of("eval", "shapes10", "--data", it).refuses(it, "accepted are");
  }

  @Test
  void picturesThatCannotBeRead() throws IOException {
    String text = file("text.jpg", "no picture".getBytes(US_ASCII));
    Run.of("classify", "shapes10", text).refuses(text, "not an image of a known format");
    Run.of("classify", "shapes10", file("empty.png", new byte[0])).refuses("is empty");
    byte[] whole = Files.readAllBytes(Path.of(picture));
    String cut = file("cut.png", Arrays.copyOf(whole, whole.length / 2));
    Run.of("classify", "shapes10", picture, cut).refuses(cut);
    Run.of("classify", "shapes10", "nowhere.png").refuses("nowhere.png: is not a file");
  }

  @Test
  void labelsThatAreNoText() throws IOException {
    String binary = file("labels.txt", new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    Run.of("classify", "shapes10", picture, "--labels", binary).refuses(binary, "UTF-8");
  }

  @Test
  void dataOfAnotherTask() throws IOException {
    Files.writeString(
        folder.resolve("labels.tsv"), "file\tclass_index\npicture.png\t3\npicture.png\t10\n");
    Run.of("eval", "shapes10", "--data", folder.toString())
        .refuses("picture.png: label 10 is not one of the network's 10 classes (0 to 9)");
  }

  @Test
  void picturesOfAnotherSize() throws IOException {
    Path large = folder.resolve("large.png");
    ImageIO.write(new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB), "png", large.toFile());
    Run.of("classify", "shapes10", large.toString()).refuses("large.png", "32x40", "set resize");
  }

  @Test
  void preprocessingThatDoesNotFitTheInput() throws IOException {
    String small =
        file(
            "small.json",
            "{\"resize\":{\"mode\":\"plain\",\"width\":16,\"height\":16}}".getBytes(US_ASCII));
    Run.of("classify", "shapes10", picture, "--preprocess", small)
        .refuses("small.json", "16x16", "32x32");
    Run.of("eval", "--preprocess", small).refuses("small.json", "16x16", "32x32");
    String means =
        file(
            "means.json",
            "{\"resize\":{\"mode\":\"none\"},\"mean\":{\"values\":[1,2,3]}}".getBytes(US_ASCII));
    String grey = prototxt("dim: 1 dim: 1 dim: 32 dim: 32", "type: \"Softmax\" top: \"prob\"");
    Run.of("classify", grey, picture, "--preprocess", means).refuses("3 mean values", "1 channels");
  }

  @Test
  void networksThatTakeNoPicturesOrGiveNoScores() throws IOException {
    String four = prototxt("dim: 1 dim: 4 dim: 32 dim: 32", "type: \"Softmax\" top: \"prob\"");
    Run.of("classify", four, picture).refuses("4 channels");
    String vector = prototxt("dim: 1 dim: 4", "type: \"Softmax\" top: \"prob\"");
    Run.of("classify", vector, picture).refuses("not pictures");
    String silent = prototxt("dim: 1 dim: 3 dim: 32 dim: 32", "type: \"Silence\"");
    Run.of("classify", silent, picture).refuses("has no output");
    String scalar = prototxt("dim: 1 dim: 3 dim: 32 dim: 32", "type: \"Reduction\" top: \"sum\"");
    Run.of("classify", scalar, picture).refuses("sum", "not one row of scores");
  }

  @Test
  void unsupportedLayersAreAllNamedAtOnce() throws IOException {
    String net =
        prototxt(
            "dim: 1 dim: 3 dim: 32 dim: 32",
            "type: \"Python\" top: \"a\" } layer { name: \"second\" bottom: \"a\" type: \"Warp\" top: \"b\"");
    Run.of("time", net).refuses("\"last\" (Python", "\"second\" (Warp");
  }

  @Test
  void errorsOfTheProgramAreNotTheCallers() {
    Run run = Run.of(Main.configured(new Broken()));
    assertEquals(70, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().contains("please report") && run.err().contains("of the program"));
    assertTrue(run.err().contains("IllegalArgumentException: a slip"), run.err());
  }

  @Test
  void lackOfMemoryIsExplained() {
    Run.of(Main.configured(new Greedy()))
        .refuses("not enough memory", "--batch", "DYVEDEEP_JAVA_OPTS");
  }

  @Test
  void quietKeepsTheError() {
    Run run = Run.of("classify", "shapes10", "nowhere.png", "--quiet");
    run.refuses("nowhere.png");
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("weights"));
  }

  @Command(name = "broken")
  private static final class Broken extends Verb {
    @Override
    Report execute() {
      throw new IllegalArgumentException("a slip");
    }
  }

  @Command(name = "greedy")
  private static final class Greedy extends Verb {
    @Override
    Report execute() {
      throw new OutOfMemoryError("Java heap space");
    }
  }
}
