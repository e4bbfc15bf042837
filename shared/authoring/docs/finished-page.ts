import { textOf } from './html.ts'

/** A description for search engines, in characters. */
const DESCRIPTION = 155
/** A paragraph that is shorter says too little, such as "45 minutes." */
const LEAST = 30

/**
 * What TypeDoc has no option for.
 *
 * @param html A page as TypeDoc wrote it.
 * @param page `name`: what it is called in a list of all pages.
 */
export function finishedPage(html: string, page: { readonly name: string }): string {
  return (
    html
      // From file:// a browser refuses to take icons from another file, and says so in its console.
      // TypeDoc's icons.js brings them into the page as well.
      .replaceAll(/href="[^"]*assets\/icons\.svg#/g, 'href="#')
      .replace(/(<meta name="description" content=")[^"]*/, (_, tag) => tag + attribute(describe(html, page)))
      // For screen readers: landmarks, and headings without a gap between their levels.
      .replace('<div class="col-content">', '<div class="col-content" role="main">')
      .replace(
        '<div class="page-menu">',
        '<div class="page-menu" role="complementary" aria-label="This page">',
      )
      .replace('<nav class="tsd-navigation">', '<nav class="tsd-navigation" aria-label="All pages">')
      .replace('<nav class="tsd-page-navigation">', '<nav class="tsd-page-navigation" aria-label="Sections">')
      // A corner of a table heads nothing.
      .replaceAll('<th></th>', '<td></td>')
      .replaceAll(/<h3>(Settings|On This Page)<\/h3>/g, '<h2>$1</h2>')
  )
}

/** The first paragraph that says enough, or else the page's name. */
function describe(html: string, { name }: { readonly name: string }): string {
  const content = html.slice(html.indexOf('class="col-content"'), html.indexOf('class="col-sidebar"'))
  const paragraphs = [...content.matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, inner = '']) => plain(inner))
  const text = paragraphs.find((paragraph) => paragraph.length >= LEAST && !paragraph.endsWith(':'))
  // Several contracts and files begin with the same words.
  return shortened(/^Lesson \d/.test(name) ? `${name}. ${text ?? ''}`.trim() : (text ?? name))
}

function plain(html: string): string {
  return textOf(html.replaceAll(/<\/?code[^>]*>/g, ''))
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,:;])/g, '$1')
    .trim()
}

function shortened(text: string): string {
  if (text.length <= DESCRIPTION) return text
  return `${text.slice(0, text.lastIndexOf(' ', DESCRIPTION - 1))}…`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
