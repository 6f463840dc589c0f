#!/usr/bin/env node
// The first file of `npm run bench`; like `npm start` it runs on a fresh clone.
const path = require("node:path")
const { prepare } = require("../launcher/prepare.js")

const root = path.dirname(__dirname)
void prepare(root, "../bench/main.ts").then(({ runBench }) => runBench(root, process.argv.slice(2)))
