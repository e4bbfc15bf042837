import { posix } from 'node:path'
import {
  type Application,
  BaseRouter,
  DefaultTheme,
  type NavigationElement,
  normalizePath,
  PageEvent,
  type ProjectReflection,
  Reflection,
  ReflectionKind,
  type RouterTarget,
} from 'typedoc'
import { finishedPage } from './finished-page.ts'
import { ModulePage } from './module-page.ts'
import type { Outline } from './outline.ts'
import { pagesByPath } from './project-pages.ts'

/**
 * Gives TypeDoc the look of the site: the order of its navigation, and pages that lie where their files do.
 * The colours and measures are in style.css.
 *
 * @returns The names of the theme and the router, for TypeDoc's options.
 */
export function defineTheme(
  app: Application,
  root: string,
  outline: Outline,
): { theme: string; router: string } {
  class WorkbookTheme extends DefaultTheme {
    override ContextClass = ModulePage

    override buildNavigation(project: ProjectReflection): NavigationElement[] {
      return navigation(project, root, outline, (page) => this.router.getFullUrl(page))
    }
  }

  class WorkbookRouter extends BaseRouter {
    override buildPages(project: ProjectReflection) {
      // TypeDoc's list of all modules says nothing that the navigation doesn't: links to the project lead home.
      const pages = super.buildPages(project).filter((page) => page.url !== 'modules.html')
      this.fullUrls.set(project, 'index.html')
      return pages
    }

    /** A module is short enough to be read as one page, from its first export to its last. */
    protected override getPageKind(target: RouterTarget) {
      const paged =
        target instanceof Reflection && target.kindOf([ReflectionKind.Module, ReflectionKind.Document])
      return paged ? super.getPageKind(target) : undefined
    }

    /** A type parameter is told about where it is used; TypeDoc would link to a place that such a page lacks. */
    protected override buildAnchors(target: RouterTarget, page: RouterTarget) {
      if (target instanceof Reflection && target.isTypeParameter()) return
      super.buildAnchors(target, page)
    }

    protected override getIdealBaseName(target: RouterTarget): string {
      return placeOf(target, root)
    }
  }

  app.renderer.on(PageEvent.END, (page: PageEvent) => {
    if (page.contents) page.contents = finishedPage(page.contents, page.model)
  })
  app.renderer.defineTheme('workbook', WorkbookTheme)
  app.renderer.defineRouter('workbook', WorkbookRouter)
  return { theme: 'workbook', router: 'workbook' }
}

function navigation(
  project: ProjectReflection,
  root: string,
  outline: Outline,
  urlOf: (page: Reflection) => string,
): NavigationElement[] {
  const pages = pagesByPath(project, root)

  const link = (path: string, text?: string): NavigationElement[] => {
    const page = pages.get(path)
    return page ? [{ text: text ?? page.name, path: urlOf(page) }] : []
  }

  // A group has no page of its own: it opens and closes.
  return [
    { text: 'Start here', path: 'index.html' },
    ...link(outline.primer),
    ...outline.lessons.map((lesson) => ({
      text: pages.get(lesson.lesson)?.name.replace(/^Lesson (\d+): /, '$1 ') ?? lesson.folder,
      children: [
        ...link(lesson.lesson, 'Lesson'),
        ...link(lesson.yourTurn, 'Your turn'),
        ...link(lesson.contract, 'Contract'),
        {
          text: 'Solution',
          children: [
            ...link(lesson.solution, 'Our decisions'),
            ...lesson.code.flatMap((code) => link(code, posix.basename(code))),
          ],
        },
      ],
    })),
    { text: 'Look it up', children: outline.guides.flatMap((guide) => link(guide)) },
    {
      text: 'For contributors',
      children: [...outline.contributing, ...outline.api].flatMap((path) => link(path)),
    },
  ]
}

/** Where a page lies in the site: where its file lies in the workbook, a README as the index of its folder. */
function placeOf(page: RouterTarget, root: string): string {
  const path = page instanceof Reflection ? page.project.files.getReflectionPath(page) : undefined
  if (!path) throw new Error(`There is no file to make the page "${page.name}" from.`)
  const file = posix.relative(normalizePath(root), path)
  // A solution's page keeps its `.ts`: it shows that file, and no more.
  const end = page instanceof Reflection && page.isDocument() ? /\.md$/ : /\.ts$/
  return file.replace(/(^|\/)README\.md$/, '$1index').replace(end, '')
}
