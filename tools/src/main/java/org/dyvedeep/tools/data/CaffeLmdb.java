package org.dyvedeep.tools.data;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.dyvedeep.caffe.proto.Datum;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * A Caffe LMDB: a folder with data.mdb whose values are Datum messages, in the order of their keys.
 * Opened read-only, without a lock file, so that it works on read-only media and leaves nothing
 * behind; nobody may write it meanwhile.
 *
 * <p>LMDB trusts its file: unlike the other sources, a data.mdb made to do harm could crash the
 * process. Open only one you trust.
 */
public final class CaffeLmdb implements LabelledImages {
  /** LMDB may leave a few pages at the end unwritten that it counts but never reads. */
  private static final int UNWRITTEN_PAGES = 16;

  private final Path folder;
  private final long entries;

  private CaffeLmdb(Path folder, long entries) {
    this.folder = folder;
    this.entries = entries;
  }

  /**
   * Opens the database once to see that it can be read.
   *
   * @param folder holds data.mdb
   * @throws InvalidDataException if it is not an LMDB, is empty, or LMDB does not run on this
   *     platform
   */
  public static CaffeLmdb of(Path folder) throws IOException {
    try (DatumCursor cursor = new DatumCursor(folder)) {
      if (cursor.entries() == 0) {
        throw new InvalidDataException(folder.toString(), "is an LMDB without entries");
      }
      return new CaffeLmdb(folder, cursor.entries());
    }
  }

  @Override
  public String layout() {
    return "Caffe LMDB";
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(entries);
  }

  @Override
  public LabelledImages.Cursor open() throws IOException {
    return new DatumCursor(folder);
  }

  /** Walks the entries in the order of their keys. */
  private static final class DatumCursor implements LabelledImages.Cursor {
    private final Path folder;
    private final Env<byte[]> environment;
    private Txn<byte[]> transaction;
    private org.lmdbjava.Cursor<byte[]> cursor;
    private long entries;
    private long index;

    DatumCursor(Path folder) throws IOException {
      this.folder = folder;
      long bytes = Files.size(folder.resolve("data.mdb"));
      if (bytes == 0) {
        throw new InvalidDataException(folder + "/data.mdb", "is empty");
      }
      try {
        // Byte arrays rather than direct buffers: they need no JVM flags, and protobuf copies out
        // of them anyway.
        environment =
            Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(bytes)
                .setMaxReaders(1)
                .open(
                    folder.toFile(),
                    EnvFlags.MDB_RDONLY_ENV,
                    EnvFlags.MDB_NOLOCK,
                    EnvFlags.MDB_NOTLS);
      } catch (LmdbException e) {
        throw notLmdb(e);
      } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
        throw new InvalidDataException(
            folder.toString(),
            "cannot be read: the LMDB library does not run on this platform; give the images with a val.txt",
            e);
      }
      try {
        checkComplete(bytes);
        transaction = environment.txnRead();
        Dbi<byte[]> database =
            environment.openDbi(transaction, (byte[]) null, null, false, new DbiFlags[0]);
        entries = database.stat(transaction).entries;
        cursor = database.openCursor(transaction);
      } catch (LmdbException e) {
        close();
        throw notLmdb(e);
      } catch (InvalidDataException e) {
        close();
        throw e;
      }
    }

    /** LMDB maps the file: reading past the end of a truncated one would end the whole process. */
    private void checkComplete(long bytes) throws InvalidDataException {
      long pages = environment.info().lastPageNumber + 1;
      long expected = pages * environment.stat().pageSize;
      if (bytes < expected - (long) UNWRITTEN_PAGES * environment.stat().pageSize) {
        throw new InvalidDataException(
            folder + "/data.mdb",
            "is truncated: it has %d bytes, expected %d; get the file again"
                .formatted(bytes, expected));
      }
    }

    private InvalidDataException notLmdb(LmdbException e) {
      return new InvalidDataException(
          folder + "/data.mdb",
          "cannot be opened as an LMDB ("
              + e.getMessage()
              + "); it is damaged or of another machine type",
          e);
    }

    long entries() {
      return entries;
    }

    @Override
    public LabelledImage next() throws IOException {
      try {
        boolean found = index == 0 ? cursor.first() : cursor.next();
        if (!found) {
          return null;
        }
        String where = folder + " entry " + index;
        return DatumReader.read(index++, cursor.key(), Datum.parseFrom(cursor.val()), where);
      } catch (LmdbException e) {
        throw notLmdb(e);
      } catch (InvalidProtocolBufferException e) {
        throw new InvalidDataException(
            folder + " entry " + index,
            "is not a Caffe Datum (" + e.getMessage() + "); is this an LMDB written by Caffe?",
            e);
      }
    }

    @Override
    public void close() {
      if (cursor != null) {
        cursor.close();
      }
      if (transaction != null) {
        transaction.close();
      }
      environment.close();
    }
  }
}
