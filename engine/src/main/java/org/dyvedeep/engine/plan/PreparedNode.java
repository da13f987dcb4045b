package org.dyvedeep.engine.plan;

/**
 * A node made ready to run: weights packed as its kernel wants them. Immutable, shared by all
 * sessions of a model, and the owner of whatever native memory it took.
 */
public interface PreparedNode extends AutoCloseable {
  /** What runs the node, in a few words, for reports. */
  String operator();

  /** Heap scratch that a step needs, in floats. */
  default int scratchFloats() {
    return 0;
  }

  /** Off-heap scratch that a step needs, in floats. */
  default long nativeScratchFloats() {
    return 0;
  }

  /**
   * Binds the node to the memory of one session. Where the operation may work in place or is a
   * view, the first output may be the first input. The step owns nothing that must be closed.
   */
  Step bind(NodeMemory memory);

  /** Frees native memory. Called once, after the last session was closed. */
  @Override
  default void close() {}
}
