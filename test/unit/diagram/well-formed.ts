/** What is wrong with a text as XML: tags that don't match, attributes without quotes, or `&` that is no entity. */
export function xmlProblem(text: string): string | undefined {
  const open: string[] = []
  const plain = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(plain)) return 'a control character'
  const tag = /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g
  let end = 0
  for (const match of plain.matchAll(tag)) {
    const between = plain.slice(end, match.index)
    const [whole, closes, name = '', attributes = '', isEmpty] = match
    if (/[<>]/.test(between) || /&(?!amp;|lt;|gt;|quot;)/.test(between + attributes)) return between + whole
    end = match.index + whole.length
    if (isEmpty) continue
    if (!closes) open.push(name)
    else if (open.pop() !== name) return `</${name}> closes nothing`
  }
  if (end !== plain.length) return plain.slice(end, end + 80)
  return open.length > 0 ? `<${open.at(-1)}> isn't closed` : undefined
}
