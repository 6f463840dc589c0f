import type { CustomersData } from "./customer-data"
import type { PriceListData } from "./price-list-data"
import type { ProductData } from "./product-data"
import type { RegionData } from "./region-data"
import type { ShippingData } from "./shipping-data"
import type { StoreData } from "./store-data"
import type { TaxCountryData } from "./tax-data"
import type { TaxonomyData } from "./taxonomy-data"
import type { VariantData } from "./variant-data"
import type { WarehouseData, WarehouseKey } from "./warehouse-data"

/** Everything the folder demo-shop says, checked. */
export interface DemoShop {
  readonly store: StoreData
  readonly regions: readonly RegionData[]
  readonly taxes: readonly TaxCountryData[]
  readonly warehouses: Readonly<Record<WarehouseKey, WarehouseData>>
  readonly shipping: ShippingData
  readonly taxonomy: TaxonomyData
  readonly products: readonly ProductData[]
  readonly variants: readonly VariantData[]
  readonly customers: CustomersData
  readonly priceLists: readonly PriceListData[]
}
