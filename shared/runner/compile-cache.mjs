// The parts of a test run that stand outside the tests, as plain JavaScript. Vitest would compile them anew for each
// run, file by file: it keeps what it has compiled for the threads of tests, but not for the main process. That took
// half a second, as long as all checks of a lesson.
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, sep } from 'node:path'

/** A cache beside the packages: copies of the workbook with equal files share what is built. */
const CACHE = join('node_modules', '.cache', 'redis-pubsub-workbook')
const LIST = join(CACHE, 'inputs.json')
/** The next build removes entries that are older than this. */
const KEPT_MS = 24 * 60 * 60 * 1000

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC'])

const ENTRIES = { reporter: 'shared/runner/reporter.ts', setup: 'shared/runner/setup.ts' }

/**
 * Paths of the reporter and of the global setup, from the workbook's folder, which is the working directory. They are
 * built when one of the files has changed that they are built from; that takes a third of a second.
 */
export async function cachedEntries() {
  try {
    const known = JSON.parse(readFileSync(LIST, 'utf8'))
    const folder = join(CACHE, hashOf(known))
    // Those that another user may have built can be without the right to read them.
    if (isThere(folder)) return entriesIn(folder)
  } catch {
    // Nothing has been built yet, or a file is gone that it was built from.
  }
  try {
    return entriesIn(await build())
  } catch (error) {
    // Slower, but the same: Vitest compiles them. A folder that cannot be written to isn't worth a message.
    if (!DENIED.has(error.code))
      console.error(`shared/runner could not be compiled beforehand: ${error.message}`)
    return ENTRIES
  }
}

function isThere(folder) {
  return Object.keys(ENTRIES).every((name) => existsSync(join(folder, `${name}.mjs`)))
}

function entriesIn(folder) {
  return Object.fromEntries(Object.keys(ENTRIES).map((name) => [name, `./${slashes(folder)}/${name}.mjs`]))
}

function slashes(path) {
  return path.split(sep).join('/')
}

/** @param files Relative to the workbook's folder, which is the working directory. */
function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 32)
}

/** Bundles the entries; gives the folder that they stand in. */
async function build() {
  const vite = await import('vite')
  const root = process.cwd()
  const fromRoot = (file) => slashes(relative(root, file))
  const { output } = await vite.build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'workbook:where-it-was',
        // What looks for files beside itself looks beside the file that it was compiled from.
        transform(code, id) {
          if (!code.includes('import.meta.url')) return undefined
          const place = `new URL(${JSON.stringify(fromRoot(id))}, __root).href`
          return `import { pathToFileURL as __url } from 'node:url'\nconst __root = __url(process.cwd() + '/')\n${code.replaceAll('import.meta.url', place)}`
        },
      },
    ],
    build: {
      ssr: true,
      write: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: ENTRIES,
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'shared-[name].mjs' },
      },
    },
  })
  const inputs = output
    .flatMap((chunk) => chunk.moduleIds)
    // Not what the bundler adds of its own.
    .filter((id) => !id.startsWith('\0'))
    .map(fromRoot)
    .sort()
  const folder = join(CACHE, hashOf(inputs))
  mkdirSync(CACHE, { recursive: true })
  removeOld()
  // Complete from the first moment on, for another run may look at the same time.
  // Not by mkdtemp, whose folders are for one user alone: others may use these packages, too.
  const draft = join(CACHE, `draft-${randomUUID()}`)
  mkdirSync(draft)
  for (const chunk of output) writeFileSync(join(draft, chunk.fileName), chunk.code)
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!isThere(folder)) throw error
  }
  writeFileSync(`${draft}.json`, JSON.stringify(inputs))
  renameSync(`${draft}.json`, LIST)
  return folder
}

function removeOld() {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name)
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true })
  }
}
