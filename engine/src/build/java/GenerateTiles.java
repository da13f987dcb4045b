import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * Writes the register tiles of the tap product: P pixels by Q vectors, each accumulator a local
 * variable of its own, because the compiler keeps neither arrays of vectors nor vectors carried
 * through nested loops in registers. Run by the build: {@code java GenerateTiles.java FOLDER}.
 */
final class GenerateTiles {
  private static final String PACKAGE = "org.dyvedeep.engine.kernel.vector";

  /** Floats from a pixel to the next in blocked layouts. */
  private static final int BLOCK = 16;

  /** Made behind the loop, through which it would take one register too many. */
  private static final String LEAST = "    FloatVector m = FloatVector.broadcast(FLOATS, least);";

  private static final String TEMPLATE =
      """
      package %PACKAGE%;

      import static jdk.incubator.vector.VectorOperators.LT;
      import static %PACKAGE%.Species.FLOATS;

      import jdk.incubator.vector.FloatVector;

      /** %P% %KIND% pixels by %Q% vectors; generated, see GenerateTiles. */
      final class %NAME% implements %INTERFACE% {
        @Override
        public void run(
            float[] x, int xo, int[] px, int[] py, int p, %TAPS%,
            float[] w, int wo, int wStep, float[] b, %BIAS%, float[] y, int y0, %OUTPUTS%) {
          FloatVector %ACCUMULATORS%;
      %LOAD%
      %OFFSETS%
          %LOOP%
            int xi = xo + tap;
            FloatVector s;
      %WEIGHTS%
            %NEXT%
      %MULTIPLY%
          }
      %LEAST%
      %STORE%
        }
      }
      """;

  /** What is put into the template, besides the unrolled lines. */
  private record Kind(
      String words, String face, String taps, String outputs, String loop, String next) {
    static final String ALL = "for (int tap : taps) {";

    static final Kind ROW =
        new Kind("neighbouring", "Tile", "int[] taps", "int y1, float least", ALL, "wo += wStep;");

    static final Kind INDIRECT =
        new Kind("arbitrary", "Tile", "int[] taps", "int y1, float least", ALL, "wo += wStep;");

    /** Taps from a list that holds each one's offset and index. */
    static final Kind LISTED =
        new Kind(
            "arbitrary",
            "ListedTile",
            "int[] list, int from, int to",
            "int yStep",
            "for (int i = from; i < to; i += 2) { int tap = list[i]; int at = wo + list[i + 1] * wStep;",
            "");
  }

  private GenerateTiles() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0], PACKAGE.split("\\."));
    Files.createDirectories(folder);
    // A tile that is no longer listed must not be compiled again.
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    for (int vectors = 1; vectors <= 2; vectors++) {
      // 32 registers: 28 accumulators at most, two weights, one pixel.
      writeRows(folder, 14, vectors);
      write(folder, "RowTile", Kind.ROW, 13, vectors);
      write(folder, "RowTile", Kind.ROW, 12, vectors);
      write(folder, "RowTile", Kind.ROW, 9, vectors);
      write(folder, "RowTile", Kind.ROW, 8, vectors);
      write(folder, "IndirectTile", Kind.INDIRECT, 14, vectors);
    }
    write(folder, "ListedTile", Kind.LISTED, 6, 4);
    // 16 registers: 12 accumulators.
    writeRows(folder, 6, 2);
    write(folder, "IndirectTile", Kind.INDIRECT, 6, 2);
    write(folder, "ListedTile", Kind.LISTED, 6, 2);
    write(folder, "ListedTile", Kind.LISTED, 6, 1);
  }

  /**
   * Row tiles for blocked and for planar inputs, of which the latter are 1, 2 or 4 floats apart.
   */
  private static void writeRows(Path folder, int pixels, int vectors) throws IOException {
    write(folder, "RowTile", Kind.ROW, pixels, vectors);
    for (int step = 1; step <= 4; step *= 2) {
      String name = "RowTile" + pixels + "x" + vectors + "By" + step;
      Files.writeString(
          folder.resolve(name + ".java"), tile(name, Kind.ROW, pixels, vectors, step));
    }
  }

  private static void write(Path folder, String prefix, Kind kind, int pixels, int vectors)
      throws IOException {
    String name = prefix + pixels + "x" + vectors;
    Files.writeString(folder.resolve(name + ".java"), tile(name, kind, pixels, vectors, BLOCK));
  }

  private static String tile(String name, Kind kind, int pixels, int vectors, int step) {
    boolean row = kind == Kind.ROW;
    boolean listed = kind == Kind.LISTED;
    return TEMPLATE
        .replace("%PACKAGE%", PACKAGE)
        .replace("%NAME%", name)
        .replace("%KIND%", kind.words)
        .replace("%INTERFACE%", kind.face)
        .replace("%TAPS%", kind.taps)
        .replace("%OUTPUTS%", kind.outputs)
        .replace("%BIAS%", listed ? "int b0, int bStep, int[] pb, int bp" : "int bo")
        .replace("%LOOP%", kind.loop)
        .replace("%NEXT%", kind.next)
        .replace("%P%", Integer.toString(pixels))
        .replace("%Q%", Integer.toString(vectors))
        .replace("%ACCUMULATORS%", lines(pixels, vectors, ", ", (p, q) -> accumulator(p, q)))
        .replace("%LOAD%", lines(pixels, vectors, "\n", (p, q) -> load(listed, p, q)))
        .replace("%OFFSETS%", offsets(row, pixels))
        .replace("%WEIGHTS%", lines(1, vectors, "\n", (p, q) -> weight(listed ? "at" : "wo", q)))
        .replace(
            "%MULTIPLY%", lines(pixels, 1, "\n", (p, q) -> multiply(row, p * step, p, vectors)))
        .replace("%LEAST%", listed ? "" : LEAST)
        .replace("%STORE%", lines(pixels, vectors, "\n", (p, q) -> store(listed, p, q)));
  }

  private static String load(boolean listed, int pixel, int vector) {
    String from =
        listed
            ? "b0 + " + vector + " * bStep + pb[bp + " + pixel + "]"
            : "bo + " + vector + " * FLOATS.length()";
    return "    %s = FloatVector.fromArray(FLOATS, b, %s);"
        .formatted(accumulator(pixel, vector), from);
  }

  private static String weight(String start, int vector) {
    return "      FloatVector w%d = FloatVector.fromArray(FLOATS, w, %s + %d * FLOATS.length());"
        .formatted(vector, start, vector);
  }

  /** Comparing here, where the loop's registers are free, costs less than a pass of its own. */
  private static String store(boolean listed, int pixel, int vector) {
    String to = listed ? "y0 + " + vector + " * yStep" : "y" + vector;
    String sum = accumulator(pixel, vector);
    String value = listed ? sum : "%1$s.blend(m, %1$s.compare(LT, m))".formatted(sum);
    return "    %s.intoArray(y, %s + py[p + %d]);".formatted(value, to, pixel);
  }

  /** Neighbours are constants apart, which saves registers and bounds checks in the loop. */
  private static String offsets(boolean row, int pixels) {
    return row
        ? "    int x0 = px[p];"
        : lines(pixels, 1, "\n", (p, q) -> "    int x%1$d = px[p + %1$d];".formatted(p));
  }

  private static String multiply(boolean row, int distance, int pixel, int vectors) {
    String offset = row ? "x0 + " + distance : "x" + pixel;
    String read = "      s = FloatVector.broadcast(FLOATS, x[xi + " + offset + "]);\n";
    return read
        + lines(
            1,
            vectors,
            "\n",
            (p, q) -> "      %1$s = s.fma(w%2$d, %1$s);".formatted(accumulator(pixel, q), q));
  }

  private static String accumulator(int pixel, int vector) {
    return "a" + pixel + "_" + vector;
  }

  private static String lines(
      int pixels, int vectors, String separator, BiFunction<Integer, Integer, String> line) {
    StringBuilder text = new StringBuilder();
    for (int p = 0; p < pixels; p++) {
      for (int q = 0; q < vectors; q++) {
        text.append(text.length() == 0 ? "" : separator).append(line.apply(p, q));
      }
    }
    return text.toString();
  }
}
