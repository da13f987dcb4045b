package org.dyvedeep.tools.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps two processes (or threads) from writing the same entry of the cache. The lock file stays;
 * only its lock matters.
 */
final class CacheLock implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  private final FileChannel channel;
  private final FileLock lock;

  private CacheLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits for the lock of a folder.
   *
   * @throws FetchException if another holds it for longer than {@code timeout}
   */
  static CacheLock take(Path folder, Duration timeout) throws IOException {
    Path file = folder.resolve(".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (true) {
        FileLock lock = tryLock(channel);
        if (lock != null) {
          return new CacheLock(channel, lock);
        }
        if (System.nanoTime() - deadline >= 0) {
          throw new FetchException(
              file
                  + ": another process is fetching the same thing; wait for it, or end it, and try again");
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new FetchException(file + ": interrupted while waiting for another process", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it: the same answer as for another process.
      return null;
    }
  }

  /** Some network file systems drop locks; writing without one could mix two downloads. */
  void requireHeld() throws FetchException {
    if (!lock.isValid()) {
      throw new FetchException("the lock of the cache folder was lost; try again");
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
