const SHOPPER = { first_name: "Ada", last_name: "Buyer" }

/** An address in each country of the demo, so that nobody has to type one. */
export const ADDRESSES: Readonly<Record<string, object>> = {
  us: {
    ...SHOPPER,
    address_1: "350 Fifth Avenue",
    city: "New York",
    postal_code: "10118",
    province: "us-ny",
    country_code: "us",
  },
  de: { ...SHOPPER, address_1: "Unter den Linden 77", city: "Berlin", postal_code: "10117", country_code: "de" },
  gb: { ...SHOPPER, address_1: "10 Finsbury Square", city: "London", postal_code: "EC2A 1AF", country_code: "gb" },
  jp: { ...SHOPPER, address_1: "1-1 Marunouchi", city: "Tokyo", postal_code: "100-0005", country_code: "jp" },
}
