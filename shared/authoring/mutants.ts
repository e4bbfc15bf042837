import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { parseRegions } from '#shared/core/regions.ts'
import { applyDiff } from './line-diff.ts'

/**
 * Wrong or right code that tests a lesson's checks. A mutant is the solution with one misconception, which a check must
 * reject. An alternative is a different correct design, which every check must accept.
 */
export interface Variant {
  readonly kind: 'mutant' | 'alternative'
  readonly name: string
  /** Where it is declared, for example `test/mutants/01-basic-pubsub/01.1.diff:7`. */
  readonly path: string
  /** The clients that it is tested with. */
  readonly clients: readonly Client[]
  /** The checks that must reject it; none for an alternative. */
  readonly rejectedBy: readonly string[]
  /** The texts of the files that differ from the solution's, by their names. */
  readonly texts: ReadonlyMap<string, string>
}

/** The mutants and alternatives of a lesson. */
export interface Variants {
  readonly mutants: readonly Variant[]
  readonly alternatives: readonly Variant[]
  /** One sentence for each mistake in their files. */
  readonly problems: readonly string[]
}

/** For example `@@ count-made-up: node-redis.ts, rejected by 01.1-count`. */
const HEADER =
  /^@@ (?<name>[\w-]+): (?<file>[\w-]+\.ts)(?: with (?<client>node-redis|ioredis))?(?: of (?<of>[\w-]+))?(?:, rejected by (?<checks>.+))?$/
/** A line of a diff; the others say what the code does differently. */
const DIFF = /^(?:[ +-]|…$)/

/** Reads the diffs in `test/mutants` and `test/alternatives`, and the alternatives that are whole files. */
export function variantsOf(lesson: Lesson, root = ROOT): Variants {
  const reader = new Reader(lesson, root)
  const alternatives = [...reader.wholeAlternatives(), ...reader.diffs('alternative')]
  return { alternatives, mutants: reader.diffs('mutant', alternatives), problems: reader.problems }
}

class Reader {
  readonly problems: string[] = []
  readonly #names = new Set<string>()
  readonly #lesson: Lesson
  readonly #root: string

  constructor(lesson: Lesson, root: string) {
    this.#lesson = lesson
    this.#root = root
  }

  /** Each is a folder with the files that differ, for example `test/alternatives/01-basic-pubsub/one-class/ioredis.ts`. */
  wholeAlternatives(): Variant[] {
    const folder = `test/alternatives/${folderOf(this.#lesson)}`
    return this.#entries(folder)
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => {
        const path = `${folder}/${name}`
        const files = this.#entries(path).map((entry) => entry.name)
        const texts = new Map<string, string>()
        for (const file of files) {
          if (!this.#clientsOf(file)) this.problems.push(`${path}/${file}: the lesson has no file ${file}.`)
          texts.set(file, asInSolution(this.#read(`${path}/${file}`), folderOf(this.#lesson), files))
        }
        const clients = files.map((file) => this.#clientsOf(file) ?? CLIENTS)
        const both = CLIENTS.filter((client) => clients.every((some) => some.includes(client)))
        return this.#named({ kind: 'alternative', name, path, clients: both, rejectedBy: [], texts })
      })
  }

  /** Those that differ by a few lines, from a solution or from one of the alternatives. */
  diffs(kind: Variant['kind'], alternatives: readonly Variant[] = []): Variant[] {
    const folder = `test/${kind}s/${folderOf(this.#lesson)}`
    return this.#entries(folder)
      .filter(({ name }) => name.endsWith('.diff'))
      .flatMap(({ name }) => this.#diffsIn(`${folder}/${name}`, kind, alternatives))
  }

  #diffsIn(path: string, kind: Variant['kind'], alternatives: readonly Variant[]): Variant[] {
    const sections: { path: string; lines: string[] }[] = []
    this.#read(path)
      .split(/\r?\n/)
      .forEach((line, index) => {
        if (line.startsWith('@@')) sections.push({ path: `${path}:${index + 1}`, lines: [line] })
        else if (sections.length > 0) sections.at(-1)!.lines.push(line)
        else if (line !== '')
          this.problems.push(`${path}:${index + 1}: a line comes before the first header.`)
      })
    return sections.flatMap(({ path, lines }) => {
      const variant = this.#variant(kind, path, lines, alternatives)
      if (typeof variant !== 'string') return this.#named(variant)
      this.problems.push(`${path}: ${variant}.`)
      return []
    })
  }

  /** What a section of a file declares, or what is wrong with it. */
  #variant(
    kind: Variant['kind'],
    path: string,
    [header = '', ...lines]: readonly string[],
    alternatives: readonly Variant[],
  ): Variant | string {
    const { name, file, client, of, checks } = HEADER.exec(header)?.groups ?? {}
    if (!name || !file) return 'write a header like "@@ name: node-redis.ts, rejected by 01.1-count"'
    const rejectedBy = checks?.split(/, | and /) ?? []
    if (kind === 'mutant' && rejectedBy.length === 0) return `${name} doesn't name the check that rejects it`
    if (kind === 'alternative' && rejectedBy.length > 0)
      return `${name} is an alternative, so no check may reject it`
    const clients = this.#clientsOf(file)
    if (!clients) return `${name}: the lesson has no file ${file}`
    if (!lines.some((line) => line && !DIFF.test(line))) return `${name} doesn't say what it does differently`
    const base = of
      ? alternatives.find((one) => one.name === of)?.texts.get(file)
      : plain(this.#read(`solutions/${folderOf(this.#lesson)}/${file}`), file)
    if (base === undefined) return `${name}: no alternative "${of}" has a file ${file}`
    const diff = lines.filter((line) => DIFF.test(line))
    const { text, problems } = applyDiff(base, diff)
    if (problems.length > 0) return `${name}: ${problems.join(', and ')} in ${file}${of ? ` of ${of}` : ''}`
    if (text === base) return `${name} changes nothing`
    return {
      kind,
      name,
      path,
      clients: client ? [client as Client] : clients,
      rejectedBy,
      texts: new Map([[file, text]]),
    }
  }

  #named(variant: Variant): Variant {
    if (this.#names.has(variant.name)) this.problems.push(`${variant.path}: two are called ${variant.name}.`)
    this.#names.add(variant.name)
    return variant
  }

  /** The clients that a file is for; undefined if the lesson doesn't have it. */
  #clientsOf(file: string): readonly Client[] | undefined {
    const entry = this.#lesson.files.find(({ name }) => name === file)
    return entry && (entry.client ? [entry.client] : CLIENTS)
  }

  #entries(folder: string) {
    const path = join(this.#root, folder)
    if (!existsSync(path)) return []
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  #read(path: string): string {
    return readFileSync(join(this.#root, path), 'utf8')
  }
}

/** A solution without the marks of its regions and the lines for starters. */
export function plain(source: string, file: string): string {
  return parseRegions(source, file)
    .flatMap((part) => (typeof part === 'string' ? [part] : part.code))
    .join('\n')
}

/**
 * An alternative imports as it has to where it stands; the same for its place beside the solution's other files. What
 * it imports from the file that it replaces, it goes on importing from the solution.
 */
function asInSolution(text: string, folder: string, replaced: readonly string[]): string {
  return text.replace(/'(?:\.\.\/){4}([^']+)'/g, (_, path: string) => {
    const beside = path.startsWith(`solutions/${folder}/`)
      ? path.slice(`solutions/${folder}/`.length)
      : undefined
    return beside && !replaced.includes(beside) ? `'./${beside}'` : `'../../${path}'`
  })
}
