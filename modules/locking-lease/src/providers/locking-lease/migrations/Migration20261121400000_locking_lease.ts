import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Locks as rows with an end: whoever holds one keeps moving the end on, and whoever does not is overtaken.
 *
 * Why not the host's table `locking`: its rows may have no end, and one that has ended is still refused to others. Only
 * creates; locks nothing that exists.
 */
export class Migration20261121400000_locking_lease extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
-- Counts up with every change of holder, of any key: of two holders the later one has the greater number.
create sequence locking_lease_fence;
create table locking_lease (
  -- Compared byte by byte, so that every process sorts keys alike.
  key text collate "C" not null,
  -- Null: taken without a name, by one of the host's workflow steps.
  owner_id text,
  fence bigint not null,
  -- Computer and process, for whoever is on call.
  taken_by text not null,
  since timestamptz not null default now(),
  expires_at timestamptz not null,
  -- A caller in another process waits: the holder's process then does not pass the key on among its own for ever.
  wanted boolean not null default false,
  -- Never false in a row: a statement that would take some of its keys and not others writes false, and so fails whole.
  taken boolean not null default true,
  constraint locking_lease_pkey primary key (key),
  constraint locking_lease_has_key check (key <> ''),
  constraint locking_lease_all_or_nothing check (taken)
) with (
  -- A row lives for milliseconds: room on the page for its next version, and the dead ones cleared away early.
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500
);`)
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists locking_lease; drop sequence if exists locking_lease_fence;")
  }
}
