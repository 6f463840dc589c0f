import type { Artwork } from "./read-artwork"

/** What a picture is drawn from. */
export interface PictureSubject {
  readonly title: string
  /** The small line beneath the title. */
  readonly caption: string
  readonly picture: { readonly motif: string; readonly palette: string; readonly backdrop: string }
}

/** Widest title in characters that fits the sheet at full size. */
const FULL_SIZE_TITLE = 24
const TITLE_SIZE = 70

/** One product's picture as an SVG document. The same subject and artwork give the same bytes. */
export function drawPicture({ title, caption, picture }: PictureSubject, artwork: Artwork): string {
  const palette = artwork.palette(picture.palette)
  const size = Math.min(TITLE_SIZE, Math.floor((TITLE_SIZE * FULL_SIZE_TITLE) / title.length))
  const fill = (template: string, values: Readonly<Record<string, string>>) =>
    template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder)

  const scene = fill(artwork.frame, {
    backdrop: artwork.backdrop(picture.backdrop),
    motif: artwork.motif(picture.motif),
    title: escapeXml(title),
    titleSize: String(size),
    caption: escapeXml(caption.toUpperCase()),
  })
  const drawn = fill(scene, palette)
  const left = /\{\w+\}/.exec(drawn)
  if (left)
    throw new Error(
      `The picture of "${title}" uses ${left[0]}, which is neither a colour role nor a field of frame.svg.`,
    )
  return drawn
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
}
