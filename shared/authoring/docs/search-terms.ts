import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Application, IndexEvent } from 'typedoc'
import type { Outline } from './outline.ts'
import { pagesByPath } from './project-pages.ts'

/** TypeDoc searches for parts of words, and finds "rate" in "generated": what a page is about has to weigh more. */
const WEIGHT = 100
/** Names of a contract count less than pages, and those that only contributors use still less. */
const NAMES = 0.2
const CONTRIBUTORS = 0.05

/**
 * Makes the search of the site prefer the pages that explain a term: the glossary, the primer, and the lessons that
 * use it.
 */
export function addSearchTerms(app: Application, root: string, outline: Outline): void {
  const terms = termsOf(root, outline)
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event: IndexEvent) => {
    const [first] = event.searchResults
    if (!first) return
    const pages = pagesByPath(first.project, root)
    const explaining = new Set(
      [outline.primer, ...outline.guides, ...outline.lessons.map(({ lesson }) => lesson)].map((path) =>
        pages.get(path),
      ),
    )
    const inside = new Set([...outline.contributing, ...outline.api].map((path) => pages.get(path)))
    event.searchFieldWeights.term = WEIGHT
    for (const [index, result] of event.searchResults.entries()) {
      if ([result, result.parent, result.parent?.parent].some((one) => inside.has(one as never))) {
        result.relevanceBoost = CONTRIBUTORS
      } else if (!result.isDocument()) result.relevanceBoost = NAMES
      if (!result.isDocument() || !explaining.has(result)) continue
      const text = result.content
        .map((part) => part.text)
        .join('\n')
        .toLowerCase()
        .replaceAll(/[-\s]+/g, ' ')
      const used = terms.filter((term) => text.includes(term))
      event.searchFields[index] = { ...event.searchFields[index], term: used.join(' ') }
    }
  })
}

/** The terms of the glossary, in lower case and without hyphens. */
function termsOf(root: string, { guides }: Outline): string[] {
  const glossary = guides.find((path) => path.endsWith('/glossary.md'))
  if (!glossary) return []
  const text = readFileSync(join(root, glossary), 'utf8')
  return [...text.matchAll(/^\*\*(.+?)\.?\*\*/gm)].map(([, term = '']) =>
    term.toLowerCase().replaceAll('-', ' '),
  )
}
