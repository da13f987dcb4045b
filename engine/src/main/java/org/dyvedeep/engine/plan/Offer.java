package org.dyvedeep.engine.plan;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;

/**
 * A provider's answer for one node: which layouts it wants, and how to go on once they are known.
 * Layouts are settled for the whole graph between the two, since a value gets the largest border
 * that any of its readers asks for.
 */
public interface Offer extends AutoCloseable {
  /** How an input is to be read. */
  LayoutNeed input(int index);

  /** The kind of layout that an output is written in: plain or blocked. */
  LayoutKind output(int index);

  /**
   * The channel of the first output that an input becomes unchanged, where a join may be saved by
   * writing the input there at once; -1 if it may not. Plans need not make use of it.
   */
  default int joinedAt(int input) {
    return -1;
  }

  /**
   * Makes the node ready to run: packs its weights.
   *
   * @param inputs the layouts of the inputs; null for plain values
   * @param outputs the layouts of the outputs; null for plain values
   */
  PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs);

  /** Frees what an offer holds that is not taken up. Not called after {@link #prepare}. */
  @Override
  default void close() {}

  /** An offer to run a node that is prepared already, on plain values only. */
  static Offer plain(PreparedNode prepared) {
    return new PlainOffer(prepared);
  }
}
