import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { fail, Misuse, paint, print, Refusal } from '#shared/core/terminal.mjs'
import { startCluster } from '#shared/redis/cluster/open-cluster.ts'
import { signIn } from '#shared/redis/handshake.ts'
import { type OwnServer, RedisUnavailable } from '#shared/redis/server.ts'
import { watchServer } from '#shared/redis/server-watch.ts'
import { startOwn } from '#shared/redis/start.ts'
import { parseRedisUrl } from '#shared/redis/url.ts'
import { withRejectionsPrinted } from './claims.ts'
import { compile } from './compile.ts'
import { programOf, writeProgram } from './program.ts'
import { pageOf, type Snippet } from './snippets.ts'
import { playTranscripts } from './transcript.ts'

const RUNNER = join(import.meta.dirname, 'run-program.mjs')
/** What a program ends with that Ctrl-C has ended. */
const INTERRUPTED = 130

/** The names of a lesson's snippets, in the order of its README. */
export function snippetNames(lesson: Pick<Lesson, 'id' | 'slug'>, root = ROOT): string[] {
  return [...new Set(pageOf(readmeOf(lesson), root).snippets.map(({ name }) => name))]
}

/**
 * `npm run lesson 01 problem`: runs a snippet of the lesson's README as it is, on a server of ours, because snippets
 * use plain names.
 *
 * @param clients Those that were named. With none, the first variant is run.
 * @returns The exit code.
 * @throws `Misuse` when the lesson has no such snippet, or none for that client.
 */
export async function playSnippet(lesson: Lesson, name: string, clients: readonly Client[]): Promise<number> {
  const page = pageOf(readmeOf(lesson))
  const variants = page.snippets.filter((snippet) => snippet.name === name)
  const snippet = chosen(lesson, variants, clients)
  const server = await unlessUnavailable(startOwn())
  const cluster = snippet.onCluster ? await unlessUnavailable(startCluster()) : undefined
  const gone = new AbortController()
  const endWatch = await watchServer(server, (sentence) => gone.abort(sentence))
  try {
    const missing = snippet.needs.filter((capability) => !server.can.has(capability))
    if (missing.length > 0) {
      throw new Refusal(
        `${snippet.title} needs something that only a redis-server has: ${missing.join(', ')}.`,
      )
    }
    console.log(paint('bold', `Lesson ${lesson.id} · ${snippet.title}`))
    print(`Redis: ${(cluster ?? server).label}`)
    if (snippet.language === 'redis') {
      console.log()
      await playTranscript(page.snippets, snippet, server)
      return 0
    }
    const program = programOf(page.path, snippet)
    writeProgram(program)
    print(`Code:  ${program.file}`)
    const other = variants.find(({ client }) => client && client !== snippet.client)
    if (other) print(`With ${other.client}: npm run lesson ${lesson.id} ${name} ${other.client}`)
    console.log()
    const compiled = await compile([program.file], withRejectionsPrinted)
    const env = { REDIS_URL: server.url, ...(cluster && { REDIS_CLUSTER_URL: cluster.url }) }
    return await run(compiled.get(program.file)!, env, gone.signal)
  } finally {
    await endWatch()
    await Promise.all([server.stop(), cluster?.stop()])
    if (gone.signal.aborted) fail(gone.signal.reason)
  }
}

function readmeOf(lesson: Pick<Lesson, 'id' | 'slug'>): string {
  return `lessons/${folderOf(lesson)}/README.md`
}

function chosen(lesson: Lesson, variants: readonly Snippet[], clients: readonly Client[]): Snippet {
  if (clients.length > 1) throw new Misuse('A snippet runs with one client at a time: name one, or none.')
  const [wanted] = clients
  const fitting = variants.find(({ client }) => !wanted || !client || client === wanted)
  if (fitting) return fitting
  throw new Misuse(
    `${variants[0]?.title} has no variant for ${wanted}. Example: npm run lesson ${lesson.id} ${variants[0]?.name}`,
  )
}

async function unlessUnavailable<T>(starting: Promise<T>): Promise<T> {
  try {
    return await starting
  } catch (error) {
    if (error instanceof RedisUnavailable) throw new Refusal(error.message)
    throw error
  }
}

/** What comes before it on its page belongs to the same session, so it is typed as well, and not shown. */
async function playTranscript(
  snippets: readonly Snippet[],
  snippet: Snippet,
  server: OwnServer,
): Promise<void> {
  const transcripts = snippets.filter(({ language }) => language === 'redis')
  const address = parseRedisUrl(server.url)
  if ('wrong' in address) throw new TypeError(`The URL ${address.wrong}.`)
  const { connection } = await signIn(address, server.url)
  try {
    const upToIt = transcripts.slice(0, transcripts.indexOf(snippet) + 1)
    for (const line of (await playTranscripts(connection, upToIt)).at(-1)?.lines ?? []) console.log(line)
  } finally {
    connection.close()
  }
}

/**
 * Runs a compiled program in this terminal, until it ends or Ctrl-C ends it.
 *
 * @param servers The variables that name the servers.
 * @param gone Aborted when Redis is gone. Ends the program, which would otherwise report errors forever.
 */
function run(file: string, servers: NodeJS.ProcessEnv, gone: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, ['--no-warnings', RUNNER, pathToFileURL(file).href], {
    cwd: ROOT,
    env: { ...process.env, ...servers },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  // Ctrl-C reaches the program as well. This process stays, to end Redis.
  const interrupt = () => child.kill('SIGINT')
  gone.addEventListener('abort', () => child.kill('SIGKILL'))
  if (gone.aborted) child.kill('SIGKILL')
  process.on('SIGINT', interrupt)
  child.on('message', (message) => {
    if (message !== 'evaluated') return
    const running = setTimeout(
      () => console.log(paint('dim', 'It keeps running. Press Ctrl-C to end it.')),
      500,
    )
    child.once('exit', () => clearTimeout(running))
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      process.off('SIGINT', interrupt)
      resolve(code ?? INTERRUPTED)
    })
  })
}
