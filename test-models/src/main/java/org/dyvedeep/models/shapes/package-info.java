/**
 * shapes10: an endless, deterministic set of labelled 32 x 32 colour pictures in ten classes of
 * shapes and textures, made in pure Java so that the same seed gives the same bytes everywhere.
 */
package org.dyvedeep.models.shapes;
