#!/usr/bin/env node
// `npm run build`: modules, plugins, shop and dashboard, without starting anything.
const path = require("node:path")
const { prepare } = require("./prepare.js")

const root = path.dirname(__dirname)
void prepare(root, "./build-shop.ts").then(async ({ buildShop }) => {
  const built = await buildShop(root, console.log)
  console.log(built ? "Built." : "Nothing changed since the last build.")
})
