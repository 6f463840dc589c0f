/** A place on the globe, in degrees: north and east are positive. */
export type Point = { readonly latitude: number; readonly longitude: number }
