/**
 * Reads the HTML that TypeDoc writes: well formed, with quoted attributes. No parser for pages from elsewhere.
 *
 * @module
 */

/** An opening tag. */
export interface Tag {
  readonly name: string
  /** By name; an attribute without a value has an empty one. */
  readonly attributes: ReadonlyMap<string, string>
}

const HIDDEN = /<!--[\s\S]*?-->|(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/gi
const TAG = /<([a-z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g

/** All opening tags of a page, without those in comments and scripts. */
export function tagsOf(html: string): Tag[] {
  const visible = html.replaceAll(HIDDEN, '$1')
  return [...visible.matchAll(TAG)].map(([, name = '', attributes = '']) => ({
    name: name.toLowerCase(),
    attributes: new Map(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', double, single, bare]) => [
        key.toLowerCase(),
        decode(double ?? single ?? bare ?? ''),
      ]),
    ),
  }))
}

/** All values of one attribute on a page. */
export function attributesOf(html: string, name: string): string[] {
  return tagsOf(html).flatMap((tag) => tag.attributes.get(name) ?? [])
}

/** What a page says, without its code blocks and code spans, where anything may be quoted. */
export function textOf(html: string): string {
  const prose = html.replaceAll(HIDDEN, '').replaceAll(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ')
  return decode(prose.replaceAll(/<[^>]*>/g, ' '))
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

function decode(text: string): string {
  return text.replaceAll(/&(#39|[a-z]+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}
