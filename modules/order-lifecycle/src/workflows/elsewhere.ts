/** The host's workflows about something else, with what that is: none of them writes what an order's state is made of. */
const ABOUT: readonly (readonly [about: string, ids: string])[] = [
  [
    "Carts, before there is an order. What completes one is guarded, and so are its payments.",
    `
    add-shipping-method-to-cart add-to-cart confirm-item-inventory create-cart create-cart-credit-lines
    create-payment-collection-for-cart delete-cart-credit-lines delete-line-items
    get-variant-items-with-prices-workflow list-shipping-options-for-cart
    list-shipping-options-for-cart-with-pricing refresh-cart-items refresh-cart-shipping-methods
    refresh-payment-collection-for-cart transfer-cart-customer update-cart update-cart-promotions
    update-line-item-in-cart update-tax-lines upsert-tax-lines
    `,
  ],
  [
    "Products and their categories.",
    `
    batch-image-variants batch-link-products-to-category batch-link-products-to-collection batch-product-variants
    batch-products batch-variant-images create-and-link-product-options-to-product create-collections
    create-product-categories create-product-options create-product-tags create-product-types
    create-product-variants create-products delete-collections delete-product-categories
    delete-product-option-values delete-product-options delete-product-tags delete-product-types
    delete-product-variants delete-products export-products import-products import-products-as-chunks
    set-product-product-options update-collections update-product-categories update-product-option-values
    update-product-options update-product-tags update-product-types update-product-variants update-products
    upsert-variant-prices
    `,
  ],
  [
    "Prices and price lists.",
    `
    batch-price-list-prices create-price-list-prices create-price-lists create-price-preferences delete-price-lists
    delete-price-preferences remove-price-list-prices update-price-list-prices update-price-lists
    update-price-preferences
    `,
  ],
  [
    "Promotions and campaigns.",
    `
    add-or-remove-campaign-promotions batch-promotion-rules create-campaigns create-promotion-rules-workflow
    create-promotions delete-campaigns delete-promotion-rules-workflow delete-promotions update-campaigns
    update-promotion-rules-workflow update-promotions update-promotions-status
    `,
  ],
  [
    "Stock, which has an owner of its own.",
    `
    batch-inventory-item-levels-workflow bulk-create-delete-levels-workflow create-inventory-items-workflow
    create-inventory-levels-workflow create-location-fulfillment-set create-reservations-workflow
    create-stock-locations-workflow delete-inventory-item-workflow delete-inventory-levels-workflow
    delete-reservations delete-reservations-by-line-items delete-stock-locations-workflow export-inventory-items
    link-sales-channels-to-stock-location update-inventory-items-workflow update-inventory-levels-workflow
    update-reservations-workflow update-stock-locations-workflow
    `,
  ],
  [
    "How parcels may be sent.",
    `
    create-shipping-option-types delete-shipping-option-types delete-shipping-profile-workflow
    update-shipping-option-types
    `,
  ],
  [
    "Customers and their groups.",
    `
    create-customer-account create-customer-addresses create-customer-groups create-customers
    delete-customer-addresses delete-customer-groups delete-customers link-customer-groups-to-customer
    link-customers-to-customer-group remove-customer-account update-customer-addresses update-customer-groups
    update-customers
    `,
  ],
  [
    "The shop itself: its regions, channels, taxes, translations, settings and search.",
    `
    batch-property-labels batch-translation-settings batch-translations clear-layout-configuration create-defaults
    create-property-labels create-regions create-sales-channels create-stores create-tax-rate-rules create-tax-rates
    create-tax-regions create-translations create-view-configuration delete-property-labels delete-regions
    delete-sales-channels delete-search-index delete-stores delete-tax-rate-rules delete-tax-rates
    delete-tax-regions delete-translations link-products-to-sales-channel reindex-search-indexes
    set-layout-configuration set-tax-rate-rules update-property-labels update-regions update-sales-channels
    update-stores update-tax-rates update-tax-regions update-translations update-view-configuration
    `,
  ],
  [
    "Who may sign in, and to what.",
    `
    accept-invite-workflow assign-user-roles create-api-keys create-invite-step create-rbac-policies
    create-rbac-role-policies create-rbac-roles create-user-account create-users-workflow delete-api-keys
    delete-invites-workflow delete-rbac-policies delete-rbac-role-policies delete-rbac-roles delete-user
    generate-reset-password-token get-assignable-policies-workflow get-assignable-roles-workflow
    link-sales-channels-to-api-key refresh-invite-tokens-workflow remove-user-account remove-user-roles
    request-verification-workflow revoke-api-keys set-auth-app-metadata-workflow update-api-keys
    update-rbac-policies update-rbac-roles update-users-workflow
    `,
  ],
  [
    "Files.",
    `
    delete-files upload-files
    `,
  ],
  [
    "Links between records. The records stay as they are.",
    `
    batch-links create-link dismiss-link update-link
    `,
  ],
]

export const ELSEWHERE: Readonly<Record<string, string>> = Object.fromEntries(
  ABOUT.flatMap(([about, ids]) =>
    ids
      .trim()
      .split(/\s+/)
      .map((id) => [id, about]),
  ),
)
