package org.dyvedeep.tools.reproduce;

import java.util.List;

/**
 * One picture, and where each layer spent its operations on it.
 *
 * @param name what the data set calls it
 * @param label its class
 * @param photo as the network saw it: a data URI
 * @param percentOfDense all operations spent on it, in percent of the dense ones
 * @param layers the layers that have positions
 */
public record EffortPicture(
    String name, String label, String photo, double percentOfDense, List<Layer> layers) {
  /**
   * One layer's heat map.
   *
   * @param layer its name
   * @param height rows
   * @param width columns
   * @param least operations at the position that spent least, in percent of a position's dense ones
   * @param mean on average
   * @param most at the position that spent most
   * @param picture a pixel a position: a data URI
   */
  public record Layer(
      String layer,
      int height,
      int width,
      double least,
      double mean,
      double most,
      String picture) {}
}
