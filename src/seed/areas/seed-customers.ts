import { Modules } from "@medusajs/framework/utils"
import {
  createCustomerGroupsWorkflow,
  createCustomersWorkflow,
  linkCustomersToCustomerGroupWorkflow,
} from "@medusajs/medusa/core-flows"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import type { Seeding } from "../seeding"

/** Customer groups by name, and the invented customers in them. */
export async function seedCustomers(seeding: Seeding): Promise<Ids> {
  const { container, shop, note } = seeding
  const customers = container.resolve(Modules.CUSTOMER)
  const groups = await ensure({
    what: "customer group",
    wanted: shop.customers.groups,
    nameOf: (name) => name,
    find: async () =>
      idsByName(
        await customers.listCustomerGroups({ name: { $in: [...shop.customers.groups] } }, { take: null }),
        ({ name }) => name,
      ),
    create: (missing) =>
      createCustomerGroupsWorkflow(container).run({ input: { customersData: missing.map((name) => ({ name })) } }),
  })
  const people = await ensure({
    what: "customer",
    wanted: shop.customers.customers,
    nameOf: ({ email }) => email,
    find: async () =>
      idsByName(
        await customers.listCustomers(
          { email: shop.customers.customers.map(({ email }) => email), has_account: false },
          { take: null },
        ),
        ({ email }) => email,
      ),
    create: (missing) =>
      createCustomersWorkflow(container).run({
        input: {
          customersData: missing.map((customer) => ({
            email: customer.email,
            first_name: customer.first_name,
            last_name: customer.last_name,
            ...(customer.company && { company_name: customer.company }),
            addresses: [
              {
                first_name: customer.first_name,
                last_name: customer.last_name,
                ...(customer.company && { company: customer.company }),
                address_1: customer.address_1,
                city: customer.city,
                ...(customer.province && { province: customer.province }),
                postal_code: customer.postal_code,
                country_code: customer.country,
                is_default_shipping: true,
                is_default_billing: true,
              },
            ],
          })),
        },
      }),
  })
  await joinGroups(seeding, groups.ids, people.ids)
  note("customer groups", shop.customers.groups.length, groups.created)
  note("customers", shop.customers.customers.length, people.created)
  return groups.ids
}

async function joinGroups({ container, shop }: Seeding, groupIds: Ids, customerIds: Ids): Promise<void> {
  const rows = await container
    .resolve(Modules.CUSTOMER)
    .listCustomerGroupCustomers({ customer_group_id: [...groupIds.values()] }, { take: null })
  const joined = new Set(rows.map((row) => `${row.customer_group_id} ${row.customer_id}`))
  for (const [name, groupId] of groupIds) {
    const add = shop.customers.customers
      .filter(({ groups }) => groups.includes(name))
      .map(({ email }) => idOf(customerIds, "customer", email))
      .filter((customerId) => !joined.has(`${groupId} ${customerId}`))
    if (add.length > 0) await linkCustomersToCustomerGroupWorkflow(container).run({ input: { id: groupId, add } })
  }
}
