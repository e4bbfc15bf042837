import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import {
  Application,
  Logger,
  LogLevel,
  normalizePath,
  type ReflectionKind,
  type TypeDocOptions,
} from 'typedoc'
import { loadLessons } from '#shared/core/lessons.ts'
import { drawBlocks } from './blocks.ts'
import { checkSite } from './check-site.ts'
import { missingFrom, modulesOf, type Outline, outlineOf } from './outline.ts'
import { addPrevNextLinks } from './prev-next.ts'
import { addPages } from './project-pages.ts'
import { replaceFolder } from './replace-folder.ts'
import { addSearchTerms } from './search-terms.ts'
import { defineTheme } from './theme.ts'

/** How a build ended. */
export interface BuildResult {
  /** One sentence for each thing that is wrong. Empty: the site is there. */
  readonly problems: readonly string[]
  /** How many pages were made. */
  readonly pages: number
}

/**
 * Builds the documentation site and checks it. A site that is there already is replaced by a good one only.
 *
 * @param root The workbook's folder.
 * @param site Where the site goes; the folder's former content is removed.
 */
export async function buildSite(root: string, site: string): Promise<BuildResult> {
  const outline = outlineOf(root)
  const missing = missingFrom(root, outline)
  if (missing.length > 0) return { problems: missing, pages: 0 }

  const built = join(root, '.workbook', 'built')
  await mkdir(built, { recursive: true })
  const draft = await mkdtemp(join(built, 'docs-'))
  try {
    const pages = join(draft, 'pages')
    const tsconfig = join(draft, 'tsconfig.json')
    const css = join(draft, 'style.css')
    await writeFile(tsconfig, tsconfigFor(root, outline))
    await writeFile(css, await styleSheet())
    const { problems, generated } = await generate(root, outline, { tsconfig, customCss: css, out: pages })
    if (!generated) return { problems, pages: 0 }
    const checked = checkSite(pages)
    problems.push(...checked.problems)
    if (problems.length === 0) {
      await replaceFolder(site, pages)
    }
    return { problems, pages: checked.pages }
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Only the modules that have a page: what a learner's unfinished code is like must not matter here. */
function tsconfigFor(root: string, outline: Outline): string {
  const files = modulesOf(outline).map((path) => join(root, path))
  return JSON.stringify({ extends: join(root, 'tsconfig.json'), files, include: [], exclude: [] })
}

/** The theme's style sheet and ours, as one. The theme itself would bring a footer and no more. */
async function styleSheet(): Promise<string> {
  const theme = fileURLToPath(import.meta.resolve('typedoc-github-theme'))
  const sheets = [
    join(dirname(theme), '../src/assets/typedoc-github-style.css'),
    join(import.meta.dirname, 'style.css'),
  ]
  const texts = await Promise.all(sheets.map((sheet) => readFile(sheet, 'utf8')))
  return texts.join('\n')
}

/** What TypeDoc reads and writes beside the sources. */
type BuildFiles = Required<Pick<TypeDocOptions, 'tsconfig' | 'customCss' | 'out'>>

/** Runs TypeDoc. `generated` is false when it could not read the sources, so that there are no pages to check. */
async function generate(
  root: string,
  outline: Outline,
  files: BuildFiles,
): Promise<{ problems: string[]; generated: boolean }> {
  const problems: string[] = []
  const tell = (problem: string) => problems.push(withoutRoot(problem, root))
  const app = await Application.bootstrapWithPlugins(optionsFor(root, outline, files))
  app.logger = new ProblemLogger(tell)
  addPages(app, root, outline, await loadLessons(root), tell)
  addPrevNextLinks(app, root, outline)
  addSearchTerms(app, root, outline)
  const { theme, router } = defineTheme(app, root, outline)
  app.options.setValue('theme', theme)
  app.options.setValue('router', router)

  const project = await app.convert()
  if (!project) return { problems, generated: false }
  app.validate(project)
  await app.generateOutputs(project)
  return { problems: [...new Set(problems)], generated: true }
}

/** What an exported name must have a comment on. Fields may be told by their name and type alone. */
const DOCUMENTED: ReflectionKind.KindString[] = [
  'Class',
  'Enum',
  'Function',
  'Interface',
  'Method',
  'TypeAlias',
  'Variable',
]

function optionsFor(root: string, outline: Outline, files: BuildFiles): TypeDocOptions {
  return {
    name: 'Redis Pub/Sub Workbook',
    entryPoints: modulesOf(outline).map((path) => join(root, path)),
    ...files,
    readme: 'none',
    // Links to lines of a repository would need the network, and a commit that is there.
    disableSources: true,
    disableGit: true,
    githubPages: false,
    hideGenerator: true,
    includeVersion: false,
    cacheBust: false,
    lightHighlightTheme: 'github-light-high-contrast',
    darkHighlightTheme: 'github-dark-default',
    // Socket.IO is a name here, no address.
    markdownItOptions: { html: true, linkify: false },
    markdownItLoader: drawBlocks,
    highlightLanguages: [
      'bash',
      'console',
      'css',
      'diff',
      'html',
      'javascript',
      'json',
      'jsonc',
      'md',
      'text',
      'ts',
      'tsx',
      'typescript',
      'yaml',
    ],
    headings: { document: false, readme: false },
    // What the workbook's own modules tell each other is nothing to call.
    excludeInternal: true,
    searchInComments: true,
    searchInDocuments: true,
    includeHierarchySummary: false,
    sort: ['source-order'],
    validation: {
      invalidLink: true,
      invalidPath: true,
      notDocumented: true,
      notExported: true,
      rewrittenLink: true,
      unusedMergeModuleWith: true,
    },
    requiredToBeDocumented: DOCUMENTED,
  }
}

/** What TypeDoc says and the site's build does not repeat. */
const NOT_OURS = [
  // A type that is written in place has no name to be looked up by, so its members need no comment.
  /\.__type\..* does not have any documentation/,
  // Told by the site's own check, which sees links within a page too.
  /the anchor does not exist/,
  // What diagrams are made of: calls that take it have a default.
  /^(Drawn|DiagramEvent), defined in .* not included in the documentation/,
]

/** Takes TypeDoc's warnings and errors as problems, and leaves out its progress. */
class ProblemLogger extends Logger {
  readonly #tell: (problem: string) => void

  constructor(tell: (problem: string) => void) {
    super()
    this.#tell = tell
  }

  override log(message: string, level: LogLevel): void {
    if (level < LogLevel.Warn || NOT_OURS.some((pattern) => pattern.test(message))) return
    this.#tell(oneSentence(message))
  }
}

/** TypeDoc names files by their full path, TypeScript by their path from the current folder. */
function withoutRoot(problem: string, root: string): string {
  const folder = normalizePath(root).replace(/\/$/, '')
  const fromHere = posix.relative(normalizePath(process.cwd()), folder)
  const short = fromHere === '' ? problem : problem.replaceAll(`${fromHere}/`, '')
  return short.replaceAll(`${folder}/`, '').replace(/, defined in [^/\s]+\//, ', defined in ')
}

/** Without colours and without the lines of code that TypeScript quotes below its message. */
function oneSentence(message: string): string {
  const [paragraph = ''] = stripVTControlCharacters(message).split(/\n\s*\n/)
  const text = paragraph.replaceAll(/\s+/g, ' ').trim()
  return /[.!?]$/.test(text) ? text : `${text}.`
}
