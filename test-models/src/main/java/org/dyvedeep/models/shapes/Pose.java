package org.dyvedeep.models.shapes;

/**
 * Where an object lies: maps pixel positions to the object's local coordinates.
 *
 * @param centreX centre in pixels from the left
 * @param centreY centre in pixels from the top
 * @param radius pixels per local unit along the object's own v axis
 * @param cosine cosine of the rotation
 * @param sine sine of the rotation
 * @param squeeze width over height of the object, 1 for none
 */
record Pose(
    double centreX, double centreY, double radius, double cosine, double sine, double squeeze) {

  /** A pose with the rotation given as an angle in radians. */
  Pose(double centreX, double centreY, double radius, double angle, double squeeze) {
    this(centreX, centreY, radius, StrictMath.cos(angle), StrictMath.sin(angle), squeeze);
  }

  double u(double x, double y) {
    return ((x - centreX) * cosine + (y - centreY) * sine) / (radius * squeeze);
  }

  double v(double x, double y) {
    return ((y - centreY) * cosine - (x - centreX) * sine) / radius;
  }

  /** Anti-aliased coverage of a pixel at a signed local distance from an edge. */
  double soften(double distance) {
    return Canvas.clamp(0.5 - distance * radius, 0, 1);
  }
}
