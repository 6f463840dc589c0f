import { postalTable } from "./postal-table"

/** The first digit of an Australian postcode is a state; the first 2 say more where the state's capital is far. */
export const AU_POSTAL_REGIONS = postalTable(`
  02,26 -35.4 149.1 Canberra
  08,09 -13.0 131.3 Northern Territory
  1,2   -33.8 151.0 Sydney
  23    -32.4 151.4 Newcastle
  24    -30.0 152.8 New South Wales, north coast
  25    -34.7 150.6 Wollongong
  27    -34.8 146.9 Riverina
  28    -32.7 148.0 New South Wales, west
  3,8   -37.7 144.9 Melbourne
  34,35 -36.5 142.9 Victoria, west
  36    -36.3 145.9 Victoria, north
  38,39 -38.1 146.4 Gippsland
  4,9   -27.5 152.9 Brisbane
  46    -25.3 151.8 Bundaberg
  47    -22.8 149.4 Rockhampton
  48    -18.2 146.2 Townsville
  5     -34.9 138.6 Adelaide
  57    -32.5 137.3 Port Augusta
  6     -32.0 115.9 Perth
  62    -33.5 115.8 Bunbury
  63    -34.6 118.0 Albany
  64    -31.5 121.2 Kalgoorlie
  65    -28.9 115.0 Geraldton
  67    -20.3 119.0 Pilbara and Kimberley
  7     -42.1 146.8 Tasmania
`)
