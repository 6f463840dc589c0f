import { list, listOf } from "./json-list"

const VARIANT = `
(select jsonb_build_object(
    'id', v.id, 'manage_inventory', v.manage_inventory, 'allow_backorder', v.allow_backorder,
    'product_id', p.id, 'is_giftcard', p.is_giftcard,
    'shipping_profile_id', (select psp.shipping_profile_id from product_shipping_profile psp
                             where psp.product_id = p.id and psp.deleted_at is null limit 1),
    'parts', ${list(
      `product_variant_inventory_item r join inventory_item ii on ii.id = r.inventory_item_id and ii.deleted_at is null
               where r.variant_id = v.id and r.deleted_at is null`,
      "jsonb_build_object('itemId', r.inventory_item_id, 'perUnit', r.required_quantity)",
    )})
   from product_variant v left join product p on p.id = v.product_id and p.deleted_at is null
  where v.id = i.variant_id and v.deleted_at is null)`

const ITEMS = list(
  "cart_line_item i where i.cart_id = c.id and i.deleted_at is null",
  `to_jsonb(i) || jsonb_build_object('tax_lines', ${listOf("cart_line_item_tax_line", "item_id", "i.id")},
                                     'adjustments', ${listOf("cart_line_item_adjustment", "item_id", "i.id")},
                                     'variant', ${VARIANT})`,
  "i.id",
)

const SHIPPING = list(
  "cart_shipping_method m where m.cart_id = c.id and m.deleted_at is null",
  `to_jsonb(m) || jsonb_build_object('tax_lines', ${listOf("cart_shipping_method_tax_line", "shipping_method_id", "m.id")},
                                     'adjustments', ${listOf("cart_shipping_method_adjustment", "shipping_method_id", "m.id")},
                                     'profile_id', (select so.shipping_profile_id from shipping_option so
                                                     where so.id = m.shipping_option_id and so.deleted_at is null))`,
  "m.id",
)

const ADDRESS = (id: string) => `(select to_jsonb(a) from cart_address a where a.id = ${id} and a.deleted_at is null)`

const COLLECTION = `
(select jsonb_build_object('id', pc.id, 'amount', pc.amount::text, 'currency_code', pc.currency_code, 'status', pc.status,
          'sessions', ${list(
            "payment_session r where r.payment_collection_id = pc.id and r.deleted_at is null",
            `jsonb_build_object('id', r.id, 'amount', r.amount::text, 'currency_code', r.currency_code,
                                'status', r.status, 'provider_id', r.provider_id)`,
          )})
   from cart_payment_collection link join payment_collection pc on pc.id = link.payment_collection_id
  where link.cart_id = c.id and link.deleted_at is null and pc.deleted_at is null
  order by link.created_at desc limit 1)`

/**
 * Everything of a cart that an order is made of and that has to hold before, as one JSON value, read at one moment. The
 * rows keep the host's names: what reads them is the host's own arithmetic.
 *
 * @param id an expression for the cart's id
 */
export const cartJson = (id: string): string => `
(select to_jsonb(c) || jsonb_build_object(
    'region_known', exists (select from region g where g.id = c.region_id and g.deleted_at is null),
    'customer_known', exists (select from customer k where k.id = c.customer_id and k.deleted_at is null),
    'items', ${ITEMS},
    'shipping_methods', ${SHIPPING},
    'credit_lines', ${listOf("credit_line", "cart_id", "c.id")},
    'shipping_address', ${ADDRESS("c.shipping_address_id")},
    'billing_address', ${ADDRESS("c.billing_address_id")},
    'promotion_ids', ${list(
      `cart_promotion r join promotion o on o.id = r.promotion_id and o.deleted_at is null
        where r.cart_id = c.id and r.deleted_at is null`,
      "r.promotion_id",
    )},
    'limited_promotions', exists (
      select from cart_line_item i join cart_line_item_adjustment a on a.item_id = i.id and a.deleted_at is null
        join promotion o on o.code = a.code and o.deleted_at is null
       where i.cart_id = c.id and i.deleted_at is null and (o."limit" is not null or o.campaign_id is not null))
      or exists (
      select from cart_shipping_method m join cart_shipping_method_adjustment a on a.shipping_method_id = m.id and a.deleted_at is null
        join promotion o on o.code = a.code and o.deleted_at is null
       where m.cart_id = c.id and m.deleted_at is null and (o."limit" is not null or o.campaign_id is not null)),
    'payment_collection', ${COLLECTION},
    'providers', ${list(
      `region_payment_provider r join payment_provider o on o.id = r.payment_provider_id
        where r.region_id = c.region_id and r.deleted_at is null`,
      "r.payment_provider_id",
    )},
    'locations', ${list(
      "sales_channel_stock_location r where r.sales_channel_id = c.sales_channel_id and r.deleted_at is null",
      "r.stock_location_id",
    )})
   from cart c where c.id = ${id} and c.deleted_at is null)`
