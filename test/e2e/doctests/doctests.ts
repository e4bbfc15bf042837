/**
 * Runs what the pages show: each snippet alone, on a server of its page, and its output is compared with the page.
 *
 * @module
 */
import { basename, dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { lessonFolders } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { CLIENTS } from '#shared/core/manifest.ts'
import { whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'
import { compile } from '#shared/runner/snippets/compile.ts'
import { programOf, writeProgram } from '#shared/runner/snippets/program.ts'
import { type Page, pageOf, type Snippet } from '#shared/runner/snippets/snippets.ts'
import { playTranscripts } from '#shared/runner/snippets/transcript.ts'
import { withAssertions } from './assertions.ts'
import { fits, progressOf } from './output.ts'
import { runProgram } from './process.ts'
import { openCluster, openConnection, openServer, type SnippetServer } from './server.ts'

/** Longer than any snippet may take. */
const TIMEOUT_MS = 300_000

/** Words of `npm run lesson`, which come before a snippet of the same name. */
const COMMANDS = ['solution', 'watch', 'predict', 'own', ...CLIENTS]

/** Describes the tests of a page's snippets. */
export function doctests(path: string): void {
  const page = pageOf(path)
  describe(path, { timeout: TIMEOUT_MS }, () => {
    test('its blocks can be understood', () => expect(page.problems).toEqual([]))
    test('its snippets have names that run them', async () => {
      const folder = lessonFolders().find((name) => path.startsWith(`lessons/${name}/`))
      const words = folder ? Object.keys((await loadLesson(folder)).commands ?? {}) : []
      const taken = page.snippets.filter(({ name }) => [...COMMANDS, ...words].includes(name))
      expect(taken.map((snippet) => where(page, snippet))).toEqual([])
    })
    if (page.snippets.length === 0) return

    let server: SnippetServer
    let cluster: SnippetServer | undefined
    let compiled: ReadonlyMap<string, string>
    beforeAll(async () => {
      const opening = page.snippets.some(({ onCluster }) => onCluster) ? openCluster() : undefined
      ;[server, cluster, compiled] = await Promise.all([openServer(), opening, compilePage(page)])
    })
    afterAll(() => Promise.all([server?.stop(), cluster?.stop()]))

    for (const snippet of page.snippets) {
      if (snippet.language !== 'ts') continue
      test(snippet.title, async (context) => {
        skipWithout(snippet, server, context)
        if (snippet.onCluster && !cluster) return context.skip(await whyNoCluster())
        const own = snippet.onCluster ? cluster! : server
        await own.empty()
        await expectOutput(page, snippet, compiled.get(tested(programOf(path, snippet).file))!, own)
      })
    }

    const transcripts = page.snippets.filter(({ language }) => language === 'redis')
    if (transcripts.length === 0) return
    test(`redis-cli: ${transcripts.map(({ title }) => title).join(', ')}`, async (context) => {
      for (const transcript of transcripts) skipWithout(transcript, server, context)
      await server.empty()
      const connection = await openConnection(server.url)
      try {
        for (const { snippet, lines } of await playTranscripts(connection, transcripts)) {
          if (!fits(snippet.code, lines.join('\n')))
            expect(lines.join('\n'), where(page, snippet)).toBe(snippet.code)
        }
      } finally {
        connection.close()
      }
    })
  })
}

async function expectOutput(
  page: Page,
  snippet: Snippet,
  file: string,
  server: SnippetServer,
): Promise<void> {
  const { output: shown } = snippet
  const progress = (output: string) => (shown === undefined ? 'complete' : progressOf(shown, output))
  const { output, end } = await runProgram(file, server.env, progress, server.settle)
  const printed = output.trimEnd()
  if (shown !== undefined) {
    if (!fits(shown, printed)) expect(printed, where(page, snippet)).toBe(shown)
    return
  }
  if (end !== 0 && end !== 'quiet')
    expect.fail(`${where(page, snippet)} ended with ${end}, and printed:\n${printed}`)
}

/** Writes and compiles the programs of a page, with the assertions that its comments make. */
async function compilePage(page: Page): Promise<Map<string, string>> {
  const problems: string[] = []
  const files = page.snippets.flatMap((snippet) => {
    if (snippet.language !== 'ts') return []
    const program = programOf(page.path, snippet)
    const problem = (sentence: string) => problems.push(`${where(page, snippet)}: ${sentence}.`)
    const code = withAssertions(snippet.code, problem)
    const { text } = programOf(page.path, { ...snippet, code })
    writeProgram({ ...program, text, file: tested(program.file) })
    return tested(program.file)
  })
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return compile(files)
}

/** Beside what a learner runs, which asserts nothing. */
function tested(file: string): string {
  return `${dirname(file)}-tested/${basename(file)}`
}

function skipWithout({ needs }: Snippet, { can }: SnippetServer, context: TestContext): void {
  const missing = needs.filter((capability) => !can.has(capability))
  if (missing.length > 0) context.skip(`this server has no ${missing.join(', ')}`)
}

function where({ path }: Page, { title, line }: Snippet): string {
  return `${path}:${line} ${title}`
}
