import { type Application, JSX, type ProjectReflection, type Reflection } from 'typedoc'
import type { Outline } from './outline.ts'
import { pagesByPath } from './project-pages.ts'

/** Puts links to the page before and the page after at the end of each page that is read in order. */
export function addPageTurns(app: Application, root: string, outline: Outline): void {
  app.renderer.hooks.on('content.end', ({ page, urlTo }) => {
    const order = readingOrder(page.project, root, outline)
    const at = order.indexOf(page.model)
    const [before, after] = at < 0 ? [] : [order[at - 1], order[at + 1]]
    return JSX.createElement(
      'nav',
      { class: 'page-turn', 'aria-label': 'Pages' },
      turn('prev', before),
      turn('next', after),
    )

    function turn(rel: 'prev' | 'next', target: Reflection | undefined) {
      if (!target) return JSX.createElement('span', null)
      const name = target.isProject() ? 'Start here' : target.name
      return JSX.createElement('a', { rel, href: urlTo(target) }, rel === 'prev' ? `← ${name}` : `${name} →`)
    }
  })
}

function readingOrder(project: ProjectReflection, root: string, outline: Outline): Reflection[] {
  const pages = pagesByPath(project, root)
  const lessons = outline.lessons.flatMap(({ lesson, contract, solution }) => [lesson, contract, solution])
  const paths = [...outline.guides, ...lessons, ...outline.contributing]
  return [project, ...paths.flatMap((path) => pages.get(path) ?? [])]
}
