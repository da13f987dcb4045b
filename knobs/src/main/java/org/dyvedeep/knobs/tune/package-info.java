/**
 * Finds, for a network and a loss that its user accepts, the settings of the knobs that save most.
 * It knows networks and pictures in memory, but neither files nor the command line.
 *
 * <p>The way: thresholds of each layer are fitted on sampled neurons at a ladder of prices (how
 * much error an operation is worth); the network is run to learn what a layer's error does to its
 * scores; one price for all layers is raised until the loss on the search set meets its target; and
 * what comes out is verified on pictures that the search never saw.
 */
package org.dyvedeep.knobs.tune;
