export { releaseForOrder, reserveForOrder, type OrderReservation, type OrderUnits } from "./reserve-for-order"
