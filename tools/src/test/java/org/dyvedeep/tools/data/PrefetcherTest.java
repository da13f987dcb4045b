package org.dyvedeep.tools.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.ImageContent;
import org.dyvedeep.tools.preprocess.Preprocessing;
import org.dyvedeep.tools.preprocess.Preprocessor;
import org.dyvedeep.tools.preprocess.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PrefetcherTest {
  @TempDir private Path folder;

  private static Preprocessor preprocessor() {
    return new Preprocessor(Preprocessing.IDENTITY, 3, 32, 32);
  }

  @Test
  void keepsTheOrderAndReusesBuffers() throws IOException {
    LabelledImages source = CifarRecords.ofFile(DataFixtures.cifar(folder.resolve("a.bin"), 120));
    Set<Integer> buffers = new HashSet<>();
    try (Prefetcher prefetcher = new Prefetcher(source, PrefetcherTest::preprocessor, 2, 5)) {
      for (int i = 0; i < 120; i++) {
        Prefetcher.Prepared prepared = prefetcher.next();
        assertEquals(i, prepared.image().index());
        assertEquals(i % 10, prepared.image().label());
        assertEquals(i, prepared.pixels()[1234]);
        buffers.add(System.identityHashCode(prepared.pixels()));
      }
      assertNull(prefetcher.next());
      assertNull(prefetcher.next());
    }
    assertTrue(buffers.size() <= 7, buffers.size() + " buffers");
  }

  @Test
  void aBadPictureIsReportedInItsPlaceAndTheNextOnesStillCome() throws IOException {
    DataFixtures.png(folder.resolve("good.png"), 32, 32, 5);
    Files.writeString(folder.resolve("bad.png"), "no picture");
    Files.writeString(
        folder.resolve("val.txt"), "good.png 1\nbad.png 2\ngood.png 3\nabsent.png 4\ngood.png 5\n");
    try (Prefetcher prefetcher =
        new Prefetcher(DataSources.open(folder), PrefetcherTest::preprocessor, 2, 4)) {
      Prefetcher.Prepared first = prefetcher.next();
      assertEquals(1, first.image().label());
      assertTrue(
          assertThrows(UnreadableImageException.class, prefetcher::next)
              .getMessage()
              .contains("bad.png"));
      assertEquals(3, prefetcher.next().image().label());
      // The list itself is wrong here: reading ends with this error.
      assertTrue(
          assertThrows(InvalidDataException.class, prefetcher::next)
              .getMessage()
              .contains("val.txt:4"));
      assertNull(prefetcher.next());
    }
  }

  @Test
  void closingEarlyClosesTheSourceOnce() throws IOException {
    CountingSource source = new CountingSource();
    Prefetcher prefetcher = new Prefetcher(source, PrefetcherTest::preprocessor, 2, 3);
    Prefetcher.Prepared prepared = prefetcher.next();
    assertNotNull(prepared);
    assertTrue(source.asked <= 4, source.asked + " asked for");
    prefetcher.close();
    assertEquals(1, source.closed);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Prefetcher(source, PrefetcherTest::preprocessor, 0, 1));
  }

  /** Endless pictures. */
  private static final class CountingSource implements LabelledImages {
    private int asked;
    private int closed;

    @Override
    public String layout() {
      return "endless";
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.empty();
    }

    @Override
    public Cursor open() {
      return new Cursor() {
        @Override
        public LabelledImage next() {
          byte[] samples = new byte[3072];
          return new LabelledImage(
              asked++,
              "x",
              0,
              ImageContent.Planes.ofBytes("x", 3, 32, 32, ChannelOrder.RGB, samples));
        }

        @Override
        public void close() {
          closed++;
        }
      };
    }
  }
}
