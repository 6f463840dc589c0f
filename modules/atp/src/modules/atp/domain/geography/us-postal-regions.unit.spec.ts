import { describe, expect, it } from "@jest/globals"

import { US_POSTAL_REGIONS } from "./us-postal-regions"

const STATES = `
  AA AE AK AL AP AR AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH
  OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY`
  .trim()
  .split(/\s+/)

/** Prefixes that belong to no state: none of them has been assigned. */
const UNASSIGNED = `
  000 001 002 003 004 099 269 428 429 529 568 578 579 589 659 694 695 696 697 698 699 715 817 818 819 839 848 849 866 867
  868 869 886 887 888 899`
  .trim()
  .split(/\s+/)

const stateOf = (prefix: string) => US_POSTAL_REGIONS.get(prefix)?.name.slice(0, 2)

describe("US_POSTAL_REGIONS", () => {
  it("maps every one of the 1,000 prefixes to a state but the 36 that are not assigned", () => {
    const all = Array.from({ length: 1000 }, (_, at) => String(at).padStart(3, "0"))
    expect(all.filter((prefix) => stateOf(prefix) === undefined)).toEqual(UNASSIGNED)
    expect(UNASSIGNED).toHaveLength(36)
    expect([...new Set(all.flatMap((prefix) => stateOf(prefix) ?? []))].sort()).toEqual(STATES)
  })

  it("has 50 states, the capital, 3 territories and 3 for the armed forces", () => {
    expect(STATES).toHaveLength(50 + 1 + 3 + 3)
  })

  // One address in each state and territory, as people write it on an envelope.
  it.each(
    `00501 NY, 00901 PR, 00802 VI, 02108 MA, 02903 RI, 03301 NH, 04330 ME, 05602 VT, 06103 CT, 08608 NJ, 09009 AE,
     10001 NY, 12207 NY, 14201 NY, 15222 PA, 19103 PA, 19901 DE, 20001 DC, 20166 VA, 21401 MD, 23219 VA, 25301 WV, 27601 NC,
     29201 SC, 30303 GA, 32301 FL, 33101 FL, 34002 AA, 36104 AL, 37219 TN, 38501 TN, 39201 MS, 39901 GA, 40601 KY, 43215 OH,
     46204 IN, 48933 MI, 50309 IA, 53703 WI, 55102 MN, 56901 DC, 57501 SD, 58501 ND, 59601 MT, 60601 IL, 62701 IL, 65101 MO,
     66603 KS, 68508 NE, 70802 LA, 72201 AR, 73102 OK, 73301 TX, 74103 OK, 75201 TX, 78701 TX, 80202 CO, 82001 WY, 83702 ID,
     84111 UT, 85001 AZ, 87501 NM, 88510 TX, 89501 NV, 90001 CA, 94103 CA, 96201 AP, 96813 HI, 96910 GU, 97301 OR, 98501 WA,
     99501 AK, 99801 AK`
      .split(",")
      .map((row) => row.trim().split(" ") as [string, string]),
  )("has %s in %s", (zip, state) => {
    expect(stateOf(zip.slice(0, 3))).toBe(state)
  })
})
