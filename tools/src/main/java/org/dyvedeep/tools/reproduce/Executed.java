package org.dyvedeep.tools.reproduce;

import java.util.List;
import java.util.Map;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.plan.Loss;

/**
 * The plan that fast kernels run, as far as they do: layers whose knobs have no fast kernel run as
 * in back end exact-dynamic, and are counted as dense. Accuracies in percent.
 *
 * @param plan the plan: one for blocks where there is one
 * @param leftOut layers that have knobs for which there is no fast kernel, and why
 * @param operators what ran each convolution and fully-connected layer
 * @param ops operations as executed
 * @param countedImages on how many of the row's images these were counted
 * @param images on how many images the accuracies and times were measured, by the fast kernels
 * @param top1 of the dense network
 * @param dynamicTop1 of the fast kernels
 * @param loss dense less dynamic top-1
 * @param budget what the interval of the loss says of the loss allowed
 * @param denseMs median milliseconds of one image in the dense network
 * @param ms of the fast kernels, in turn with the dense network
 */
public record Executed(
    Effort.Plan plan,
    List<String> leftOut,
    Map<String, String> operators,
    Ops ops,
    long countedImages,
    long images,
    double top1,
    double dynamicTop1,
    Loss loss,
    Budget budget,
    double denseMs,
    double ms) {}
