import { describe, expect, it } from "@jest/globals"

import { COUNTRY_CENTROIDS } from "./country-centroids"
import { distanceKm } from "./distance-km"
import { locate } from "./locate"

const ISO_3166_1 = `
  ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd
  cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf
  gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn
  kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na
  nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si
  sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi
  vn vu wf ws ye yt za zm zw`
  .trim()
  .split(/\s+/)

/** Neighbours or near ones all around the globe, and how far their middles may be apart. */
const NEAR: readonly (readonly [string, string, number])[] = [
  ["de", "nl", 450],
  ["fr", "be", 600],
  ["es", "pt", 500],
  ["it", "sm", 200],
  ["se", "no", 500],
  ["fi", "ee", 700],
  ["pl", "cz", 450],
  ["gb", "ie", 450],
  ["gr", "bg", 500],
  ["tr", "cy", 550],
  ["il", "jo", 200],
  ["ae", "om", 450],
  ["in", "np", 750],
  ["th", "kh", 550],
  ["my", "bn", 600],
  ["jp", "kr", 950],
  ["cn", "mn", 1400],
  ["au", "nz", 4000],
  ["fj", "to", 850],
  ["ws", "as", 200],
  ["us", "mx", 1900],
  ["gt", "sv", 350],
  ["do", "ht", 250],
  ["co", "ve", 900],
  ["ar", "uy", 950],
  ["bo", "py", 1000],
  ["ng", "bj", 700],
  ["gh", "tg", 300],
  ["ke", "ug", 650],
  ["za", "ls", 350],
  ["mg", "re", 950],
  ["eg", "sd", 1250],
]

describe("COUNTRY_CENTROIDS", () => {
  it("has all 249 codes of ISO 3166-1 and no other", () => {
    expect(ISO_3166_1).toHaveLength(249)
    expect(Object.keys(COUNTRY_CENTROIDS).sort()).toEqual(ISO_3166_1)
  })

  it("places each on the globe, in figures of at most 1 decimal", () => {
    for (const [latitude, longitude] of Object.values(COUNTRY_CENTROIDS)) {
      expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
      for (const degrees of [latitude, longitude]) expect(Math.round(degrees * 10) / 10).toBe(degrees)
    }
  })

  it.each(NEAR)("has %s and %s within %i km", (one, other, atMostKm) => {
    expect(distanceKm(locate({ country: one })!, locate({ country: other })!)).toBeLessThanOrEqual(atMostKm)
  })
})
