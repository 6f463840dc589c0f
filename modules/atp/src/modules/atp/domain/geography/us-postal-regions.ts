import { postalTable } from "./postal-table"

/**
 * The first 3 digits of a ZIP code, to a state and the main place of that part of it. Every name begins with the
 * state's 2 letters; AE, AP and AA are the armed forces abroad, placed at the gateways their parcels leave through.
 * A prefix that is not in use today but lies inside a state's range belongs to that state.
 */
export const US_POSTAL_REGIONS = postalTable(`
  005         40.8  -73.0  NY Holtsville
  006-007,009 18.3  -66.3  PR Puerto Rico
  008         18.0  -64.8  VI Virgin Islands
  010-013     42.3  -72.7  MA Springfield
  014-016     42.4  -71.8  MA Worcester
  017-024     42.4  -71.2  MA Boston
  025-027     41.8  -70.7  MA Cape Cod
  028-029     41.8  -71.5  RI Providence
  030-034     43.0  -71.6  NH Manchester
  035         44.3  -71.6  NH Littleton
  036-037     43.5  -72.3  NH White River
  038         43.1  -70.9  NH Portsmouth
  039-042     43.8  -70.4  ME Portland
  043-049     44.8  -69.0  ME Bangor
  050-053     43.4  -72.7  VT Southern Vermont
  054,056-059 44.5  -72.7  VT Burlington
  055         42.7  -71.1  MA Andover
  060-062     41.8  -72.6  CT Hartford
  063-069     41.3  -73.0  CT New Haven
  070-079     40.8  -74.3  NJ Newark
  080-084     39.7  -74.9  NJ South Jersey
  085-087     40.2  -74.5  NJ Trenton
  088-089     40.5  -74.6  NJ New Brunswick
  090-098     40.6  -73.8  AE Europe, by way of New York
  100-104     40.8  -74.0  NY New York City
  105-109     41.2  -73.9  NY Westchester
  110-114,116 40.7  -73.8  NY Queens and Brooklyn
  115,117-119 40.8  -73.2  NY Long Island
  120-123     42.7  -73.8  NY Albany
  124-127     41.8  -74.3  NY Catskills
  128-129     44.0  -73.7  NY Adirondacks
  130-132     43.0  -76.2  NY Syracuse
  133-136     43.5  -75.4  NY Utica
  137-139     42.2  -75.8  NY Binghamton
  140-143     42.9  -78.8  NY Buffalo
  144-146     43.1  -77.5  NY Rochester
  147-149     42.2  -77.6  NY Elmira
  150-156     40.4  -79.9  PA Pittsburgh
  157-159     40.5  -78.9  PA Johnstown
  160-165     41.5  -79.9  PA Erie
  166-168     40.7  -78.2  PA Altoona
  169-172     40.2  -77.2  PA Harrisburg
  173-176     40.0  -76.5  PA Lancaster
  177-179     41.1  -76.8  PA Williamsport
  180-183     40.8  -75.4  PA Allentown
  184-188     41.4  -75.7  PA Scranton
  189-194     40.0  -75.3  PA Philadelphia
  195-196     40.4  -75.9  PA Reading
  197-199     39.4  -75.6  DE Delaware
  200,202-205 38.9  -77.0  DC Washington
  201         38.9  -77.5  VA Dulles
  206-214     39.0  -76.8  MD Annapolis
  215,217     39.5  -78.0  MD Western Maryland
  216,218     38.6  -75.9  MD Eastern Shore
  219         39.6  -76.0  MD Elkton
  220-223     38.8  -77.3  VA Northern Virginia
  224-225     38.1  -77.2  VA Fredericksburg
  226-229     38.5  -78.5  VA Charlottesville
  230-232     37.5  -77.4  VA Richmond
  233-237     36.9  -76.3  VA Norfolk
  238-239     37.1  -77.8  VA Farmville
  240-243     37.1  -80.6  VA Roanoke
  244-246     37.5  -79.7  VA Lynchburg
  247-253     38.1  -81.5  WV Charleston
  254         39.4  -78.0  WV Martinsburg
  255-259     38.1  -82.1  WV Huntington
  260-268     39.3  -80.2  WV Clarksburg
  270-274     36.0  -80.0  NC Greensboro
  275-277     35.8  -78.7  NC Raleigh
  278-279     35.9  -77.0  NC Rocky Mount
  280-282     35.3  -80.9  NC Charlotte
  283-285     34.9  -78.3  NC Fayetteville
  286-289     35.6  -82.3  NC Asheville
  290-292     34.1  -81.0  SC Columbia
  293,296-297 34.8  -82.0  SC Greenville
  294-295     33.3  -79.8  SC Charleston
  298-299     33.0  -81.3  SC Aiken
  300-303,311 33.8  -84.4  GA Atlanta
  304,308-310 32.9  -82.9  GA Macon
  305-307     34.5  -84.1  GA North Georgia
  312,316-319 31.9  -84.0  GA South Georgia
  313-315     31.7  -81.7  GA Savannah
  320-322,326 30.1  -82.0  FL Jacksonville
  323-325     30.5  -85.8  FL Tallahassee
  327-329,347 28.6  -81.4  FL Orlando
  330-334     26.1  -80.3  FL Miami
  335-338,346 28.0  -82.3  FL Tampa
  339,341     26.4  -81.8  FL Fort Myers
  340         25.8  -80.3  AA Americas, by way of Miami
  342-343     27.3  -82.4  FL Sarasota
  344-345,348 29.1  -82.2  FL Ocala
  349         27.4  -80.4  FL Fort Pierce
  350-355     33.5  -87.0  AL Birmingham
  356-359     34.6  -86.7  AL Huntsville
  360-364,368 32.2  -86.0  AL Montgomery
  365-367,369 31.6  -87.8  AL Mobile
  370-372     36.1  -86.7  TN Nashville
  373-374     35.2  -85.2  TN Chattanooga
  376-379     36.1  -83.5  TN Knoxville
  375,380-384 35.4  -89.2  TN Memphis
  385         36.2  -85.5  TN Cookeville
  386-389     34.1  -89.4  MS Tupelo
  390-393     32.4  -90.0  MS Jackson
  394-397     31.5  -89.0  MS Hattiesburg
  398         31.2  -84.4  GA Albany
  399         33.8  -84.4  GA Atlanta
  400-402     38.1  -85.6  KY Louisville
  403-409     37.6  -84.2  KY Lexington
  410         38.9  -84.5  KY Covington
  411-418     37.6  -82.9  KY Ashland
  419-427     37.2  -87.0  KY Bowling Green
  430-433     40.1  -82.9  OH Columbus
  434-436,458 41.2  -83.7  OH Toledo
  437-439     39.9  -81.6  OH Zanesville
  440-449     41.1  -81.6  OH Cleveland
  450-455     39.5  -84.2  OH Cincinnati
  456-457     39.1  -82.6  OH Athens
  459         39.1  -84.5  OH Cincinnati
  460-462     39.8  -86.1  IN Indianapolis
  463-469     41.3  -86.1  IN Fort Wayne
  470-479     39.2  -86.5  IN Bloomington
  480-485     42.6  -83.3  MI Detroit
  486-489     43.2  -84.3  MI Lansing
  490-496     43.2  -85.7  MI Grand Rapids
  497         45.2  -84.7  MI Gaylord
  498-499     46.3  -87.6  MI Upper Peninsula
  500-509     41.8  -93.8  IA Des Moines
  510-516     42.2  -95.6  IA Sioux City
  517-528     41.9  -91.6  IA Cedar Rapids
  530-534     43.0  -88.0  WI Milwaukee
  535-539     43.3  -89.6  WI Madison
  540,546-548 45.0  -91.5  WI Eau Claire
  541-545,549 44.7  -88.8  WI Green Bay
  550-555     44.9  -93.3  MN Minneapolis
  556-558     47.3  -92.4  MN Duluth
  559-562     44.3  -94.4  MN Southern Minnesota
  563-567     46.5  -95.0  MN St. Cloud
  569         38.9  -77.0  DC Washington
  570-573     43.8  -97.3  SD Sioux Falls
  574         45.4  -98.9  SD Aberdeen
  575-577     44.1 -102.3  SD Rapid City
  580-584     47.2  -98.0  ND Fargo
  585-588     47.5 -101.8  ND Bismarck
  590-594     46.8 -108.3  MT Billings
  595-599     46.9 -112.9  MT Missoula
  600-608     41.9  -87.9  IL Chicago
  609-619     40.8  -89.3  IL Peoria
  620-629     39.0  -89.3  IL Springfield
  630-633     38.7  -90.6  MO St. Louis
  634-639     38.3  -90.9  MO Eastern Missouri
  640-649     39.2  -94.3  MO Kansas City
  650-655     38.3  -92.2  MO Jefferson City
  656-658     37.1  -93.0  MO Springfield
  660-668     39.0  -95.5  KS Topeka
  669-679     38.2  -98.6  KS Wichita
  680-685     41.1  -96.3  NE Omaha
  686-693     41.4 -100.0  NE North Platte
  700-704     30.0  -90.2  LA New Orleans
  705-709     30.3  -91.7  LA Baton Rouge
  710-714     32.2  -93.0  LA Shreveport
  716-722     34.7  -92.1  AR Little Rock
  723-725     35.7  -91.2  AR Jonesboro
  726-729     35.8  -93.9  AR Fayetteville
  730-732     35.3  -97.5  OK Oklahoma City
  733         30.3  -97.7  TX Austin
  734-739     35.3  -98.5  OK Western Oklahoma
  740-749     35.8  -95.7  OK Tulsa
  750-754     32.9  -96.7  TX Dallas
  755-759     32.0  -94.9  TX Tyler
  760-764     32.7  -97.6  TX Fort Worth
  765-769     31.4  -98.0  TX Waco
  770-778     29.9  -95.4  TX Houston
  779-782     29.2  -98.2  TX San Antonio
  783-785     27.0  -98.0  TX Corpus Christi
  786-789     30.2  -98.0  TX Austin
  790-796     33.9 -101.5  TX Lubbock
  797         31.9 -102.3  TX Midland
  798-799     31.3 -105.5  TX El Paso
  800-806     39.9 -104.9  CO Denver
  807-810     38.9 -104.3  CO Colorado Springs
  811-813     37.6 -106.5  CO Durango
  814-816     39.2 -107.9  CO Grand Junction
  820-831     42.8 -107.5  WY Casper
  832-834     43.0 -113.0  ID Pocatello
  835,838     47.2 -116.6  ID Coeur d'Alene
  836-837     43.7 -116.3  ID Boise
  840-844     40.8 -111.9  UT Salt Lake City
  845-847     38.9 -111.4  UT Provo
  850-853     33.4 -112.1  AZ Phoenix
  854-859     32.5 -110.5  AZ Tucson
  860-865     35.0 -112.7  AZ Flagstaff
  870-873,876 35.3 -106.9  NM Albuquerque
  874         36.7 -108.2  NM Farmington
  875,877-878 35.4 -105.5  NM Santa Fe
  879-880,882 32.8 -106.8  NM Las Cruces
  881,883-884 33.9 -104.0  NM Roswell
  885         31.8 -106.4  TX El Paso
  889-892     36.2 -115.2  NV Las Vegas
  893,898     40.0 -115.3  NV Elko
  894-897     39.5 -119.4  NV Reno
  900-918     34.0 -118.2  CA Los Angeles
  919-921     32.9 -117.1  CA San Diego
  922-925     33.9 -116.7  CA San Bernardino
  926-929     33.7 -117.8  CA Orange County
  930-931,934 34.7 -120.0  CA Santa Barbara
  932-933,935 35.4 -118.7  CA Bakersfield
  936-938     36.7 -119.8  CA Fresno
  939         36.5 -121.5  CA Salinas
  940-951     37.6 -122.1  CA San Francisco Bay
  952-953     37.6 -120.8  CA Stockton
  954-955     39.3 -123.1  CA Santa Rosa
  956-958     38.6 -121.3  CA Sacramento
  959-961     40.2 -121.7  CA Redding
  962-966     37.6 -122.4  AP Pacific, by way of San Francisco
  967-968     21.3 -157.8  HI Honolulu
  969         13.4  144.8  GU Guam
  970-974     45.0 -122.9  OR Portland
  975-976     42.3 -122.5  OR Medford
  977-979     44.3 -119.3  OR Bend
  980-987     47.5 -122.3  WA Seattle
  988-989     47.1 -120.2  WA Yakima
  990-994     47.2 -117.8  WA Spokane
  995-997     61.6 -149.4  AK Anchorage
  998-999     57.3 -133.5  AK Juneau
`)
