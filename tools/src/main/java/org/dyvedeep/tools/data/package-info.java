/**
 * Labelled pictures for {@code --data}: CIFAR-10 binaries, labelled folders, one folder per WordNet
 * id, Caffe's LMDB; streamed in a fixed order, decoded ahead of the network by {@link
 * org.dyvedeep.tools.data.Prefetcher}.
 */
package org.dyvedeep.tools.data;
