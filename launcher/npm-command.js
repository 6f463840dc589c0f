// @ts-check

/**
 * How to run npm: the very one that runs us, when one does.
 *
 * @param {readonly string[]} args
 * @returns {{ command: string, args: readonly string[] }}
 */
function npmCommand(args) {
  const cli = process.env["npm_execpath"]
  return cli?.endsWith(".js") ? { command: process.execPath, args: [cli, ...args] } : { command: "npm", args }
}

module.exports = { npmCommand }
