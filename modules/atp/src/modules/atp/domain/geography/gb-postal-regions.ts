import { postalTable } from "./postal-table"

/** The area letters of a British postcode, with Guernsey, Jersey and the Isle of Man, which share the scheme. */
export const GB_POSTAL_REGIONS = postalTable(`
  AB 57.1 -2.2 Aberdeen
  AL 51.8 -0.3 St Albans
  B  52.5 -1.9 Birmingham
  BA 51.2 -2.5 Bath
  BB 53.8 -2.4 Blackburn
  BD 53.8 -1.8 Bradford
  BH 50.8 -1.9 Bournemouth
  BL 53.6 -2.4 Bolton
  BN 50.9 -0.1 Brighton
  BR 51.4  0.0 Bromley
  BS 51.4 -2.6 Bristol
  BT 54.6 -6.4 Northern Ireland
  CA 54.7 -3.0 Carlisle
  CB 52.2  0.2 Cambridge
  CF 51.6 -3.3 Cardiff
  CH 53.2 -3.0 Chester
  CM 51.7  0.5 Chelmsford
  CO 51.9  1.0 Colchester
  CR 51.4 -0.1 Croydon
  CT 51.3  1.2 Canterbury
  CV 52.4 -1.5 Coventry
  CW 53.1 -2.5 Crewe
  DA 51.4  0.2 Dartford
  DD 56.6 -2.9 Dundee
  DE 53.0 -1.6 Derby
  DG 55.0 -3.9 Dumfries
  DH 54.8 -1.6 Durham
  DL 54.5 -1.7 Darlington
  DN 53.5 -0.9 Doncaster
  DT 50.8 -2.4 Dorchester
  DY 52.4 -2.2 Dudley
  E  51.5  0.0 London East
  EC 51.5 -0.1 London East Central
  EH 55.9 -3.2 Edinburgh
  EN 51.7 -0.1 Enfield
  EX 50.8 -3.7 Exeter
  FK 56.1 -3.9 Falkirk
  FY 53.8 -3.0 Blackpool
  G  55.9 -4.3 Glasgow
  GL 51.8 -2.1 Gloucester
  GU 51.2 -0.7 Guildford
  GY 49.5 -2.6 Guernsey
  HA 51.6 -0.3 Harrow
  HD 53.6 -1.8 Huddersfield
  HG 54.0 -1.5 Harrogate
  HP 51.8 -0.7 Hemel Hempstead
  HR 52.1 -2.7 Hereford
  HS 58.0 -6.8 Outer Hebrides
  HU 53.8 -0.3 Hull
  HX 53.7 -1.9 Halifax
  IG 51.6  0.1 Ilford
  IM 54.2 -4.5 Isle of Man
  IP 52.2  1.1 Ipswich
  IV 57.6 -4.7 Inverness
  JE 49.2 -2.1 Jersey
  KA 55.5 -4.5 Kilmarnock
  KT 51.4 -0.3 Kingston upon Thames
  KW 58.7 -3.2 Kirkwall
  KY 56.2 -3.1 Kirkcaldy
  L  53.5 -2.9 Liverpool
  LA 54.2 -2.9 Lancaster
  LD 52.2 -3.4 Llandrindod Wells
  LE 52.7 -1.1 Leicester
  LL 53.1 -3.8 Llandudno
  LN 53.2 -0.4 Lincoln
  LS 53.8 -1.5 Leeds
  LU 51.9 -0.5 Luton
  M  53.5 -2.3 Manchester
  ME 51.4  0.6 Rochester
  MK 52.0 -0.7 Milton Keynes
  ML 55.8 -3.9 Motherwell
  N  51.6 -0.1 London North
  NE 55.1 -1.7 Newcastle upon Tyne
  NG 53.0 -1.0 Nottingham
  NN 52.3 -0.9 Northampton
  NP 51.7 -3.0 Newport
  NR 52.7  1.3 Norwich
  NW 51.6 -0.2 London North West
  OL 53.6 -2.1 Oldham
  OX 51.8 -1.3 Oxford
  PA 56.0 -5.1 Paisley
  PE 52.6 -0.1 Peterborough
  PH 56.7 -4.0 Perth
  PL 50.4 -4.4 Plymouth
  PO 50.8 -1.0 Portsmouth
  PR 53.7 -2.7 Preston
  RG 51.4 -1.1 Reading
  RH 51.1 -0.2 Redhill
  RM 51.6  0.2 Romford
  S  53.4 -1.4 Sheffield
  SA 51.9 -4.3 Swansea
  SE 51.5  0.0 London South East
  SG 52.0 -0.2 Stevenage
  SK 53.3 -2.1 Stockport
  SL 51.5 -0.6 Slough
  SM 51.4 -0.2 Sutton
  SN 51.5 -1.9 Swindon
  SO 51.0 -1.4 Southampton
  SP 51.1 -1.8 Salisbury
  SR 54.9 -1.4 Sunderland
  SS 51.6  0.7 Southend-on-Sea
  ST 53.0 -2.1 Stoke-on-Trent
  SW 51.5 -0.2 London South West
  SY 52.5 -3.2 Shrewsbury
  TA 51.1 -3.1 Taunton
  TD 55.6 -2.5 Galashiels
  TF 52.7 -2.5 Telford
  TN 51.1  0.4 Tonbridge
  TQ 50.4 -3.6 Torquay
  TR 50.2 -5.2 Truro
  TS 54.6 -1.2 Teesside
  TW 51.4 -0.4 Twickenham
  UB 51.5 -0.4 Southall
  W  51.5 -0.2 London West
  WA 53.4 -2.6 Warrington
  WC 51.5 -0.1 London West Central
  WD 51.7 -0.4 Watford
  WF 53.7 -1.5 Wakefield
  WN 53.5 -2.6 Wigan
  WR 52.2 -2.2 Worcester
  WS 52.7 -1.9 Walsall
  WV 52.6 -2.2 Wolverhampton
  YO 54.1 -1.0 York
  ZE 60.4 -1.3 Lerwick
`)
