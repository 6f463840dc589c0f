// Lints texts under the names of files, with the house's own configuration, and answers with the rules that objected.
// ESLint's configuration is an ES module, which Jest does not load; so this runs in a process of its own.
import { text } from "node:stream/consumers"
import { ESLint } from "eslint"
import tseslint from "typescript-eslint"

/** @type {{ cwd: string, typed: boolean, cases: { file: string, text: string }[] }} */
const { cwd, typed, cases } = JSON.parse(await text(process.stdin))

// Without types any file name will do; with them the name has to belong to a project.
const eslint = new ESLint({ cwd, ...(typed ? {} : { overrideConfig: [tseslint.configs.disableTypeChecked] }) })

const answers = []
for (const { file, text } of cases) {
  const [result] = await eslint.lintText(text, { filePath: file })
  answers.push((result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message))
}
process.stdout.write(JSON.stringify(answers))
