#!/usr/bin/env node
// The first file of `npm test`; like start.js it runs on a fresh clone.
const path = require("node:path")
const { prepare } = require("./prepare.js")

const root = path.dirname(__dirname)
void prepare(root, "./run-tests.ts").then(({ runTests }) => runTests(root, process.argv.slice(2)))
