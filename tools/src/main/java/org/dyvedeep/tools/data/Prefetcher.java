package org.dyvedeep.tools.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dyvedeep.tools.preprocess.Preprocessor;
import org.dyvedeep.tools.preprocess.UnreadableImageException;

/**
 * Reads, decodes and preprocesses pictures ahead of the consumer on worker threads, so that the
 * network does not wait for JPEG decoding. Pictures come in the source's order; at most a given
 * number is prepared ahead; an error reaches the consumer in place of the picture that caused it.
 * For use by one consumer thread.
 */
public final class Prefetcher implements AutoCloseable {
  private final LabelledImages.Cursor cursor;
  private final ExecutorService workers;
  private final ThreadLocal<Preprocessor> preprocessors;
  private final int ahead;
  private final Deque<Future<Prepared>> queue = new ArrayDeque<>();
  private final Deque<float[]> free = new ArrayDeque<>();
  private final int length;
  private Prepared delivered;
  private boolean ended;

  /** A picture ready for the network, or one that cannot be read. */
  public static final class Prepared {
    private final LabelledImage image;
    private final float[] pixels;
    private final UnreadableImageException problem;

    private Prepared(LabelledImage image, float[] pixels, UnreadableImageException problem) {
      this.image = image;
      this.pixels = pixels;
      this.problem = problem;
    }

    /** Why the picture cannot be read; empty if it could. */
    public Optional<UnreadableImageException> problem() {
      return Optional.ofNullable(problem);
    }

    /** Which picture. */
    public LabelledImage image() {
      return image;
    }

    /** Its values, channels x height x width; the consumer's until it asks for the next picture. */
    public float[] pixels() {
      return pixels;
    }
  }

  /**
   * Starts reading.
   *
   * @param source the pictures
   * @param preprocessor makes a preprocessor for each worker; all of them for the same input
   * @param threads number of workers, at least 1
   * @param ahead how many pictures to prepare ahead, at least 1
   * @throws IOException if the source cannot be opened
   */
  public Prefetcher(
      LabelledImages source, Supplier<Preprocessor> preprocessor, int threads, int ahead)
      throws IOException {
    if (threads < 1 || ahead < 1) {
      throw new IllegalArgumentException(threads + " threads, " + ahead + " pictures ahead");
    }
    this.ahead = ahead;
    this.length = preprocessor.get().length();
    this.preprocessors = ThreadLocal.withInitial(preprocessor);
    this.cursor = source.open();
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "dyvedeep-prefetch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The next picture, or null after the last one. Takes back the buffer of the picture before.
   *
   * @throws IOException if the picture cannot be read, decoded or brought to the network's size;
   *     the pictures after it can still be asked for, unless the source itself broke
   */
  public Prepared next() throws IOException {
    Prepared next = take();
    if (next != null && next.problem != null) {
      throw next.problem;
    }
    return next;
  }

  /**
   * The next picture that can be read, or null after the last one.
   *
   * @param leftOut is told of those that cannot
   * @throws IOException if the source itself broke
   */
  public Prepared nextReadable(Consumer<UnreadableImageException> leftOut) throws IOException {
    Prepared next = take();
    while (next != null && next.problem != null) {
      leftOut.accept(next.problem);
      next = take();
    }
    return next;
  }

  /**
   * The next picture, readable or not, or null after the last one. Takes back the buffer of the
   * picture before.
   *
   * @throws IOException if the source itself broke
   */
  public Prepared take() throws IOException {
    if (delivered != null) {
      free.push(delivered.pixels());
      delivered = null;
    }
    fill();
    Future<Prepared> first = queue.poll();
    if (first == null) {
      return null;
    }
    try {
      delivered = first.get();
      return delivered;
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a picture", e);
    }
  }

  private void fill() {
    while (!ended && queue.size() < ahead) {
      try {
        LabelledImage image = cursor.next();
        if (image == null) {
          ended = true;
        } else {
          float[] pixels = free.isEmpty() ? new float[length] : free.pop();
          queue.add(workers.submit(() -> prepare(image, pixels)));
        }
      } catch (IOException e) {
        ended = true;
        queue.add(CompletableFuture.failedFuture(e));
      }
    }
  }

  private Prepared prepare(LabelledImage image, float[] pixels) throws IOException {
    try {
      preprocessors.get().prepare(image.content(), pixels, 0);
      return new Prepared(image, pixels, null);
    } catch (UnreadableImageException e) {
      return new Prepared(image, pixels, e);
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }

  /** Stops the workers and closes the source; pictures that were prepared ahead are dropped. */
  @Override
  public void close() throws IOException {
    ended = true;
    workers.shutdownNow();
    queue.clear();
    cursor.close();
  }
}
