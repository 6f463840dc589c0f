import type { Route } from "./sandbox-definition"

/** The first route that a method and a path fit, with the values of its `{names}`. */
export function matchRoute<State>(
  routes: readonly Route<State>[],
  method: string,
  path: string,
): { readonly route: Route<State>; readonly params: Readonly<Record<string, string>> } | null {
  for (const route of routes) {
    if (route.method !== method) continue
    const params = matchPath(route.path, path)
    if (params) return { route, params }
  }
  return null
}

/** The values of a template's `{names}` in a path, or null when it is another path. */
export function matchPath(template: string, path: string): Record<string, string> | null {
  const wanted = template.split("/")
  const given = path.split("/")
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [place, part] of wanted.entries()) {
    const value = given[place] ?? ""
    if (part.startsWith("{")) params[part.slice(1, -1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return params
}
