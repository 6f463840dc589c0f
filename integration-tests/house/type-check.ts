import path from "node:path"
import ts from "typescript"

/**
 * Type-checks a project the way `tsc --noEmit -p` does.
 *
 * @returns one line for each error, such as `a.ts: Cannot find name 'process'.`, and the files that were looked at,
 * both below the project's folder; files of packages are not named
 */
export function typeCheck(project: string): { errors: string[]; files: string[] } {
  const folder = path.dirname(project)
  const below = (file: string) => path.relative(folder, file).split(path.sep).join("/")
  const { config, error } = ts.readConfigFile(project, (file) => ts.sys.readFile(file))
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, folder, undefined, project)
  const program = ts.createProgram(parsed.fileNames, { ...parsed.options, noEmit: true })

  const diagnostics = [...(error ? [error] : []), ...parsed.errors, ...ts.getPreEmitDiagnostics(program)]
  return {
    errors: diagnostics.map(({ file, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, " ")
      return file ? `${below(file.fileName)}: ${message}` : message
    }),
    files: parsed.fileNames.map(below),
  }
}
