import { readdirSync } from "node:fs"
import path from "node:path"
import { DataFileError } from "./data-file-error"
import { type ProductData, productsSchema } from "./product-data"
import { readYaml } from "./read-yaml"

/** Every product of every file in products/, in the order of the file names. */
export function readProducts(dataDir: string): ProductData[] {
  const folder = path.join(dataDir, "products")
  let files: string[]
  try {
    files = readdirSync(folder).filter((file) => file.endsWith(".yaml"))
  } catch {
    throw new DataFileError([`products/ is missing in ${dataDir}: point --data at the folder demo-shop`])
  }
  const products = files.sort().flatMap((file) => {
    const { value, where } = readYaml(dataDir, `products/${file}`, productsSchema)
    return value.map((product, index) => ({ ...product, where: where([index]) }))
  })

  const firstSeen = new Map<string, string>()
  const repeated = products.flatMap(({ handle, where }) => {
    const earlier = firstSeen.get(handle)
    firstSeen.set(handle, where)
    return earlier ? [`${where} repeats the product ${handle} of ${earlier}`] : []
  })
  if (repeated.length > 0) throw new DataFileError(repeated)
  return products
}
