import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Finds the reviews that were opened, for their timers, without reading the log. Blocks new lines while it is built. */
export class Migration20261121301000_order_reviews extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create index order_lifecycle_transition_reviews on order_lifecycle_transition (order_id, sequence desc) where event = 'review.opened';`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists order_lifecycle_transition_reviews;`)
  }
}
