package org.dyvedeep.tools.data;

import org.dyvedeep.tools.preprocess.ImageContent;

/**
 * One picture and its class.
 *
 * @param index place in the source's order, from 0
 * @param name what to call it: a file's name in the folder, or the record's number or key
 * @param label the class index, from 0
 * @param content the pixels, still to be read or decoded where they are in a file
 */
public record LabelledImage(long index, String name, int label, ImageContent content) {}
