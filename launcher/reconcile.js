#!/usr/bin/env node
// The first file of `npm run reconcile`; like `npm start` it brings its own packages.
const path = require("node:path")
const { prepare } = require("./prepare.js")

const root = path.dirname(__dirname)
void prepare(root, "./run-reconcile.ts").then(({ runReconcile }) => runReconcile(root, process.argv.slice(2)))
