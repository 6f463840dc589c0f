/** Its key in medusa-config, and its name in the container. */
export const ORDER_LIFECYCLE_MODULE = "order_lifecycle"
