#!/usr/bin/env node
// The first file of `npm start`. It runs on a fresh clone, so until the packages are there it may need Node alone.
const path = require("node:path")
const { prepare } = require("./prepare.js")

const root = path.dirname(__dirname)
void prepare(root, "./start-shop.ts").then(({ startShop }) => startShop(root))
