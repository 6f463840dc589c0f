import type { MedusaContainer } from "@medusajs/framework/types"
export interface SeedReport { readonly publishableKey: string; readonly regionId: string }
export async function seedDemoShop(_container: MedusaContainer, _options: object): Promise<SeedReport> {
  return Promise.resolve({ publishableKey: "pk_none", regionId: "reg_none" })
}
