import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** The page's code and style, ready for the browser. */
export interface Bundle {
  readonly script: string
  readonly style: string
}

/** Beside the packages, where the checks' compiled code is, too. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'redis-pubsub-workbook')
const ENTRY = 'shared/app/page/main.tsx'

/** The page as it was built from these very files, or else built now, which takes half a second. */
export async function bundle(): Promise<Bundle> {
  const file = join(CACHE, `page-${hashOfSources()}.json`)
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Bundle
  } catch {
    // It hasn't been built yet.
  }
  const built = await build()
  try {
    mkdirSync(CACHE, { recursive: true })
    writeFileSync(file, JSON.stringify(built))
  } catch {
    // Packages that can't be written to. It's built again next time.
  }
  return built
}

/** Changes with every file that the page may be built from. */
function hashOfSources(): string {
  const hash = createHash('sha256')
  const folders = ['shared/app', 'shared/app/page', 'shared/diagram']
  const files = folders.flatMap((folder) =>
    entriesOf(folder)
      .filter((name) => /\.(?:tsx?|mjs|css)$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
  for (const file of [...files, 'package.json', 'tsconfig.json'])
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 32)
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(join(ROOT, folder)).sort()
  } catch {
    return []
  }
}

async function build(): Promise<Bundle> {
  const vite = await import('vite')
  const result = await vite.build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'silent',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2022',
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: { input: join(ROOT, ENTRY), output: { codeSplitting: false } },
    },
  })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  const script = outputs.find((one) => one.type === 'chunk')?.code ?? ''
  const style = outputs.find((one) => one.type === 'asset' && one.fileName.endsWith('.css'))
  return { script, style: style?.type === 'asset' ? String(style.source) : '' }
}
