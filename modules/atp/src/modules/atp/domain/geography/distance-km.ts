import type { Point } from "./point"

// The mean radius of the Earth. A sphere is at most 0.6 % off, which no choice of a warehouse notices.
const EARTH_RADIUS_KM = 6371

/** The way along the surface, rounded to whole kilometres, so that two machines never differ in the last digit. */
export function distanceKm(a: Point, b: Point): number {
  const northSouth = (1 - Math.cos(radians(b.latitude - a.latitude))) / 2
  const eastWest = (1 - Math.cos(radians(b.longitude - a.longitude))) / 2
  const haversine = northSouth + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * eastWest
  // At opposite ends of the globe the rounding of doubles may pass 1, whose arc sine is no number.
  return Math.round(2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, haversine))))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
