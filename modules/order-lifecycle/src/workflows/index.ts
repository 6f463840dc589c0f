export { tendOrders } from "./tend-orders"
