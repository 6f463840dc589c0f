#!/usr/bin/env node
// The first file of `npm run prove:stock`; like `npm start` it runs on a fresh clone.
const path = require("node:path")
const { prepare } = require("../launcher/prepare.js")

const PROOFS = ["stock", "checkout", "idempotency"]

const root = path.dirname(__dirname)
const [name, ...args] = process.argv.slice(2)
if (name === undefined || !PROOFS.includes(name)) {
  console.error(`Usage: npm run prove:<${PROOFS.join("|")}> -- [options]`)
  process.exit(1)
}
void prepare(root, `../prove/${name}/main.ts`).then(({ prove }) => prove(root, args))
