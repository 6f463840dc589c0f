import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What the host makes of its links when a whole shop starts, as far as orders are found through them. */
export class Migration20261121000000_host_links extends Migration {
  override async up(): Promise<void> {
    for (const other of ["payment_collection", "fulfillment", "cart"]) {
      this.addSql(`
create table order_${other} (
  order_id text not null, ${other}_id text not null, id text not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (order_id, ${other}_id)
);`)
    }
    this.addSql(`
create table return_fulfillment (
  return_id text not null, fulfillment_id text not null, id text not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (return_id, fulfillment_id)
);`)
  }

  override async down(): Promise<void> {
    for (const table of ["order_payment_collection", "order_fulfillment", "order_cart", "return_fulfillment"]) {
      this.addSql(`drop table if exists ${table};`)
    }
  }
}
