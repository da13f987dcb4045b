package org.dyvedeep.engine.kernel.blas;

/**
 * OpenBLAS's number of threads, which is one setting of the whole process.
 *
 * <p>Calls that want the same number run at the same time; a call that wants another number waits
 * until those before it have left, then changes the setting. Admission is first come, first served,
 * so that nobody starves. OpenBLAS itself (built with POSIX threads and locking, as its Java preset
 * is) allows concurrent calls: with one thread each runs in its caller, with more they take turns
 * for its pool.
 */
final class BlasThreads {
  /** The one guard of the one setting. */
  static final BlasThreads PROCESS =
      new BlasThreads(org.bytedeco.openblas.presets.openblas_nolapack::blas_set_num_threads);

  private final java.util.function.IntConsumer setter;
  private int threads;
  private int active;
  private long nextTicket;
  private long admitted;

  BlasThreads(java.util.function.IntConsumer setter) {
    this.setter = setter;
  }

  /** Waits until calls with this number of threads may run; pair with {@link #leave}. */
  synchronized void enter(int wanted) {
    long ticket = nextTicket++;
    boolean interrupted = false;
    while (ticket != admitted || (active > 0 && threads != wanted)) {
      try {
        wait();
      } catch (InterruptedException e) {
        // A layer cannot be left half computed: the interrupt is handed on afterwards.
        interrupted = true;
      }
    }
    if (threads != wanted) {
      setter.accept(wanted);
      threads = wanted;
    }
    active++;
    admitted++;
    notifyAll();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what {@link #enter} began. */
  synchronized void leave() {
    active--;
    notifyAll();
  }
}
