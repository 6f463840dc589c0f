/** Its key in medusa-config, and its name in the container. */
export const CHECKOUT_MODULE = "checkout"
