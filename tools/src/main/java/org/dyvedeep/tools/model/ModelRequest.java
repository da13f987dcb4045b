package org.dyvedeep.tools.model;

import java.nio.file.Path;
import java.util.Optional;
import org.dyvedeep.caffe.ImportOptions;

/**
 * What the caller said about a model.
 *
 * @param model a built-in name or the path of a prototxt
 * @param weights a caffemodel or a .net; empty to take what is there
 * @param seed for weights that have to be made
 * @param options how it is imported
 */
public record ModelRequest(
    String model, Optional<Path> weights, long seed, ImportOptions options) {}
