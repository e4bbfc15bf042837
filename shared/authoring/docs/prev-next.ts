import { type Application, JSX, type ProjectReflection, type Reflection } from 'typedoc'
import type { Outline } from './outline.ts'
import { pagesByPath } from './project-pages.ts'

/** The pages that a page leads to. */
interface Turn {
  readonly before?: Reflection
  readonly after?: Reflection
}

/**
 * Puts links to the page before and the page after at the end of each page on a learner's path. Solutions are not on
 * it: they lead back to where they belong.
 */
export function addPrevNextLinks(app: Application, root: string, outline: Outline): void {
  app.renderer.hooks.on('content.end', ({ page, urlTo }) => {
    const { before, after } = turnsOf(page.project, root, outline).get(page.model) ?? {}
    if (!before && !after) return JSX.createElement(JSX.Fragment, null)
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

function turnsOf(project: ProjectReflection, root: string, outline: Outline): Map<Reflection, Turn> {
  const pages = pagesByPath(project, root)
  const found = (paths: readonly string[]) => paths.flatMap((path) => pages.get(path) ?? [])
  const lessons = outline.lessons.flatMap(({ lesson, yourTurn, contract }) => [lesson, yourTurn, contract])
  const path = [project, ...found([outline.primer, ...lessons])]
  const turns = new Map<Reflection, Turn>(
    path.map((page, at) => [page, { before: path[at - 1], after: path[at + 1] }]),
  )
  for (const { lesson, solution, code } of outline.lessons) {
    for (const page of found([solution])) turns.set(page, { before: pages.get(lesson) })
    for (const page of found(code)) turns.set(page, { before: pages.get(solution) })
  }
  return turns
}
