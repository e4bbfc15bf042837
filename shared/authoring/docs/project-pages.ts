import { posix } from 'node:path'
import {
  type Application,
  type Context,
  Converter,
  DocumentReflection,
  MinimalSourceFile,
  normalizePath,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc'
import type { Lesson } from '#shared/core/manifest.ts'
import { codePage, type PreparedPage, preparePage } from './markdown.ts'
import { documentsOf, modulesOf, type Outline } from './outline.ts'
import { yourTurnPage } from './your-turn.ts'

/**
 * Makes TypeDoc take its documents from the outline: each is read from its place in the workbook, so that links
 * between the files of the workbook lead from page to page.
 *
 * @param lessons The lessons' manifests, in the order of the outline.
 * @param tell Takes one sentence for each thing that is wrong with a page.
 */
export function addPages(
  app: Application,
  root: string,
  outline: Outline,
  lessons: readonly Lesson[],
  tell: (problem: string) => void,
): void {
  const code = outline.lessons.flatMap((lesson) => lesson.code)
  const pages = new Set([outline.home, ...documentsOf(outline), ...modulesOf(outline), ...code])

  app.converter.on(Converter.EVENT_BEGIN, ({ project }: Context) => {
    addHome(app, project, root, outline.home, preparePage(root, outline.home, pages))
    const add = (path: string, page: PreparedPage, name = page.title) =>
      addDocument(app, project, root, path, { ...page, title: name })
    for (const path of [outline.primer, ...outline.guides, ...outline.contributing])
      add(path, preparePage(root, path, pages))
    for (const [index, { id, lesson, yourTurn, solution, code }] of outline.lessons.entries()) {
      const page = preparePage(root, lesson, pages)
      add(lesson, page, `Lesson ${id}: ${page.title}`)
      const manifest = lessons[index]
      if (manifest) add(yourTurn, yourTurnPage(root, manifest), `Lesson ${id}: your turn`)
      add(solution, preparePage(root, solution, pages), `Lesson ${id}: solution`)
      for (const path of code)
        add(path, codePage(root, path), `Lesson ${id}, solution: ${posix.basename(path)}`)
    }
  })

  // Before the modules are sorted and their pages named.
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }: Context) => nameModules(project, root, outline),
    1000,
  )

  function addHome(
    app: Application,
    project: ProjectReflection,
    root: string,
    path: string,
    page: PreparedPage,
  ): void {
    project.readme = parse(app, project, root, path, page).content
    project.files.registerReflectionPath(absolute(root, path), project)
  }

  function addDocument(
    app: Application,
    project: ProjectReflection,
    root: string,
    path: string,
    page: PreparedPage,
  ): void {
    const { content, frontmatter } = parse(app, project, root, path, page)
    const document = new DocumentReflection(page.title, project, content, frontmatter)
    project.addChild(document)
    project.registerReflection(document, undefined, absolute(root, path))
    app.converter.trigger(Converter.EVENT_CREATE_DOCUMENT, undefined, document)
  }

  function parse(
    app: Application,
    project: ProjectReflection,
    root: string,
    path: string,
    page: PreparedPage,
  ) {
    page.problems.forEach(tell)
    return app.converter.parseRawComment(
      new MinimalSourceFile(page.text, absolute(root, path)),
      project.files,
    )
  }
}

/**
 * Which file each page is made from.
 *
 * @returns Reflections by the file's path, relative to the workbook.
 */
export function pagesByPath(project: ProjectReflection, root: string) {
  const pages = new Map<string, NonNullable<ProjectReflection['childrenIncludingDocuments']>[number]>()
  for (const page of project.childrenIncludingDocuments ?? []) {
    const path = project.files.getReflectionPath(page)
    if (path) pages.set(posix.relative(normalizePath(root), path), page)
  }
  return pages
}

function nameModules(project: ProjectReflection, root: string, outline: Outline): void {
  const pages = pagesByPath(project, root)
  for (const lesson of outline.lessons) rename(lesson.contract, `Lesson ${lesson.id}: contract`)
  for (const path of outline.api) rename(path, path.replace(/\.ts$/, ''))

  function rename(path: string, name: string): void {
    const module = pages.get(path)
    if (module?.kindOf(ReflectionKind.Module)) module.name = name
  }
}

function absolute(root: string, path: string) {
  return normalizePath(posix.join(normalizePath(root), path))
}
