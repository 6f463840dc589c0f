import { Modules } from "@medusajs/framework/utils"
import { updateProductsWorkflow } from "@medusajs/medusa/core-flows"
import { pictureUrl } from "../pictures/write-pictures"
import type { Seeding } from "../seeding"

/** Points the demo pictures to the address the shop is reached under now. Pictures of the merchant's own stay. */
export async function movePictures({ container, shop, note }: Seeding, publicUrl: string): Promise<void> {
  const products = await container
    .resolve(Modules.PRODUCT)
    .listProducts({ handle: shop.products.map(({ handle }) => handle) }, { relations: ["images"], take: null })
  const moved = products.flatMap(({ id, handle, thumbnail, images }) => {
    const here = pictureUrl(publicUrl, handle)
    const isOldAddress = (url: string | null) => url !== null && url !== here && url.endsWith(pictureUrl("", handle))
    if (!isOldAddress(thumbnail) && !images.some(({ url }) => isOldAddress(url))) return []
    return [
      {
        id,
        ...(isOldAddress(thumbnail) && { thumbnail: here }),
        images: images.map((image) => ({ id: image.id, url: isOldAddress(image.url) ? here : image.url })),
      },
    ]
  })
  if (moved.length > 0) await updateProductsWorkflow(container).run({ input: { products: moved } })
  note("pictures moved to another address", moved.length, moved.length)
}
