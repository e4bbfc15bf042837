// Plain JavaScript, so that the test launcher can use it without a compiler. Types and documentation: words.d.mts.
import {
  findLesson,
  lessonFolders,
  nearest,
  parseLessonWord,
  ROOT,
  solutionFiles,
} from '#shared/core/lesson-paths.mjs'
import { fail, Misuse } from '#shared/core/terminal.mjs'

const CLIENTS = ['node-redis', 'ioredis']
/** `--client=ioredis` is the same as the word `ioredis`. */
const NAMED = ['client', 'lesson', 'task']

export function parseArgs(argv, rules, env = process.env, root = ROOT) {
  const reader = new Reader(rules, root)
  for (const word of [...argv, ...swallowedByNpm(rules, env)]) reader.take(word)
  return reader.result()
}

export function readArgs(rules) {
  try {
    return parseArgs(process.argv.slice(2), rules)
  } catch (error) {
    if (error instanceof Misuse) fail(error.message)
    throw error
  }
}

/** `npm run lesson 03 --watch` keeps the flag to itself and says so only in the environment. */
function swallowedByNpm(rules, env) {
  const valueFor = (name) => env[`npm_config_${name.replaceAll('-', '_')}`]
  const isSet = (value) => value !== undefined && value !== '' && value !== 'false'
  const plain = [...(rules.words ?? []), ...(rules.clients || rules.files ? CLIENTS : [])]
  return [
    ...NAMED.map(valueFor).filter((value) => isSet(value) && value !== 'true'),
    ...plain.filter((name) => isSet(valueFor(name))),
  ]
}

class Reader {
  targets = []
  words = new Set()
  clients = new Set()
  files = new Set()
  tasks = new Set()
  rest = []
  // What can only be told when the lesson is known: it may be named last.
  numbers = []
  unknown = []

  constructor(rules, root) {
    this.rules = rules
    this.root = root
    this.folders = lessonFolders(root)
  }

  take(typed) {
    const named = /^--(\w+)(?:=(.*))?$/.exec(typed)
    if (named && NAMED.includes(named[1])) {
      if (named[2]) this.take(named[2])
      return
    }
    const word = typed.replace(/^--?(?=[a-z])/i, '').toLowerCase()
    if (this.rules.words?.includes(word)) this.words.add(word)
    else if (this.rules.clients && CLIENTS.includes(word)) this.clients.add(word)
    else if (this.rules.tasks && this.takeTask(word)) return
    else if (this.takeLesson(typed)) return
    else this.unknown.push(typed)
  }

  takeTask(word) {
    const withLesson = /^(\d\d?)\.(\d+)$/.exec(word)
    if (withLesson) {
      const folder = findLesson(withLesson[1], this.folders)
      if (!folder) throw this.noLesson(word)
      this.aim({ area: 'lessons', folder })
      this.tasks.add(`${folder.slice(0, 2)}.${withLesson[2]}`)
      return true
    }
    if (!/^\d+$/.test(word) || this.targets.length === 0) return false
    this.numbers.push(Number(word))
    return true
  }

  takeLesson(typed) {
    const { lesson = 'none' } = this.rules
    const parsed = parseLessonWord(typed)
    if (lesson === 'none' || !parsed) return false
    const { area, name, inside } = parsed
    if (area && !name) {
      if (lesson !== 'several') return false
      this.targets.push({ area })
      return true
    }
    const folder = findLesson(name, this.folders)
    if (!folder) {
      if (area || /^\d+$/.test(name)) throw this.noLesson(typed)
      return false
    }
    this.aim({ area: area ?? 'lessons', folder })
    if (inside) this.takeInside(folder, inside, typed)
    return true
  }

  /** Adds a lesson, once; a second one is refused where the command takes one. */
  aim(target) {
    const same = this.targets.some(({ area, folder }) => area === target.area && folder === target.folder)
    if (same) return
    const other = this.targets.find(({ folder }) => folder !== target.folder)
    if (this.rules.lesson !== 'several' && other) {
      throw this.misuse(`One lesson at a time, please: you named ${other.folder} and ${target.folder}.`)
    }
    this.targets.push(target)
  }

  /** `lessons/01-basic-pubsub/ioredis.ts`, as the shell completes it, names a client or a file too. */
  takeInside(folder, inside, typed) {
    const name = inside.replace(/\.ts$/, '')
    if (this.rules.clients && CLIENTS.includes(name)) this.clients.add(name)
    if (!this.rules.files) return
    if (!solutionFiles(folder, this.root).includes(inside)) throw this.unknownWord(typed)
    this.files.add(inside)
  }

  result() {
    const folder = this.targets[0]?.folder
    for (const typed of this.unknown) {
      if (this.takeFile(folder, typed)) continue
      if (!this.rules.other?.(typed)) throw this.unknownWord(typed)
      this.rest.push(typed)
    }
    if (this.rules.lesson === 'required' && !folder) {
      throw this.misuse(`${this.rules.command} needs a lesson.`)
    }
    for (const number of this.numbers) this.tasks.add(`${folder.slice(0, 2)}.${number}`)
    return {
      lesson: folder,
      targets: this.targets,
      words: this.words,
      clients: [...this.clients],
      files: [...this.files],
      tasks: [...this.tasks],
      rest: this.rest,
    }
  }

  takeFile(folder, typed) {
    if (!this.rules.files || !folder) return false
    const name = `${typed.replace(/^--/, '').replace(/\.ts$/, '')}.ts`
    if (!solutionFiles(folder, this.root).includes(name)) return false
    this.files.add(name)
    return true
  }

  noLesson(word) {
    return this.misuse(
      `There is no lesson ${quote(word)}.${this.didYouMean(parseLessonWord(word)?.name ?? word)}`,
    )
  }

  unknownWord(word) {
    return this.misuse(`${this.rules.command} does not know ${quote(word)}.${this.didYouMean(word)}`)
  }

  didYouMean(word) {
    const lessons = this.takesLessons() ? this.folders.flatMap((folder) => [folder, folder.slice(3)]) : []
    const meant = nearest(word.replace(/^-+/, ''), [...this.plainWords(), ...lessons])
    return meant ? ` Did you mean ${quote(meant)}?` : ''
  }

  takesLessons() {
    return (this.rules.lesson ?? 'none') !== 'none'
  }

  plainWords() {
    const folder = this.targets[0]?.folder
    const files = this.rules.files && folder ? solutionFiles(folder, this.root) : []
    const names = files.map((file) => file.replace(/\.ts$/, ''))
    return [...new Set([...(this.rules.words ?? []), ...(this.rules.clients ? CLIENTS : []), ...names])]
  }

  misuse(sentence) {
    const lines = [sentence]
    if (this.takesLessons()) lines.push(`  Lessons: ${this.folders.join(', ') || 'none yet'}`)
    const plain = this.plainWords()
    if (plain.length > 0) lines.push(`  Words:   ${plain.join(', ')}`)
    lines.push(`  Example: ${this.rules.example}`)
    return new Misuse(lines.join('\n'))
  }
}

/** What somebody typed, fit for a message. An address may hold a password, so only its beginning is shown. */
export function quote(word) {
  const address = /^[a-z][\w+.-]*:\/\//i.exec(word)
  if (address) return `"${address[0]}…"`
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word)
}
