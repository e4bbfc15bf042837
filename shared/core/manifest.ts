/** The two clients that every lesson is run on. */
export const CLIENTS = ['node-redis', 'ioredis'] as const
/** One of the two clients. */
export type Client = (typeof CLIENTS)[number]

/** One task of a lesson: one method or behaviour, with its hints. */
export interface Task {
  /** For example `01.2`. It never changes, so that progress survives a new wording. */
  readonly id: string
  /** What is true afterwards, in a few words; it follows the TODO mark in the starter. */
  readonly title: string
  /**
   * Three steps: the concept, the API, nearly the code. Absent where the lesson has them in `workbook/hints.md`.
   */
  readonly hints?: readonly [concept: string, api: string, nearlyTheCode: string]
  /** Tasks that have to be done before this one can be checked. */
  readonly needs?: readonly string[]
  /** True for "Go further": shown apart, never in the way of green. */
  readonly optional?: boolean
}

/** A file of a lesson that is the learner's. */
export interface LessonFile {
  /** The file's name in the lesson's folder, for example `ioredis.ts`. */
  readonly name: string
  /** Which client it is for; absent when the code is the same for both. */
  readonly client?: Client
  /** True for the second client: it arrives filled in, with habits of the first one to be repaired. */
  readonly hunt?: true
}

/** Imports a learner's (or a solution's) file by its name, for example `from('ioredis.ts')`. */
export type From = (name: string) => Promise<unknown>

/**
 * The manifest of a lesson: the one source of its title, its tasks and their hints.
 *
 * @typeParam C The contract: what {@link Lesson.load} resolves with.
 */
export interface Lesson<C = unknown> {
  /** Two digits, for example `01`. */
  readonly id: string
  /** For example `basic-pubsub`; the folder is `<id>-<slug>`. */
  readonly slug: string
  readonly title: string
  /** The sections of the source tutorial that the lesson mirrors. */
  readonly sections: readonly string[]
  /** What the learner can do afterwards: the rest of a sentence that begins with "You will". */
  readonly goal: string
  /** Reading and the core tasks with one client, in minutes, for someone who sees this for the first time. */
  readonly minutes: number
  readonly files: readonly LessonFile[]
  readonly tasks: readonly Task[]
  /**
   * What can only be seen on a real redis-server: the rest of a sentence that begins with "On a redis-server it
   * also shows". Absent when the embedded server shows all.
   */
  readonly onRealServer?: string
  /** True if its checks and its demo run on a Redis Cluster. */
  readonly onCluster?: true
  /**
   * What else can be run: `npm run lesson <id> <word>` runs `workbook/<word>.ts`. The value says what it does.
   */
  readonly commands?: Readonly<Record<string, string>>
  /** True if those run on our solution, whatever the learner has written. */
  readonly commandsUseSolution?: true
  /** The extra that follows when the scenario has been played to its end in a terminal. */
  readonly live?: string
  /**
   * Puts together what the checks and the scenario run on, for one client.
   *
   * @param from Imports the files that are played or checked.
   * @param adapter Imports the files of lesson 02, which later lessons are built on: the solution's or the learner's own.
   */
  load(client: Client, from: From, adapter: From): Promise<C>
}

/** Keeps the literal types of a manifest. */
export function defineLesson<C>(lesson: Lesson<C>): Lesson<C> {
  return lesson
}

/** The folder of a lesson below `lessons/` and `solutions/`, for example `01-basic-pubsub`. */
export function folderOf(lesson: Pick<Lesson, 'id' | 'slug'>): string {
  return `${lesson.id}-${lesson.slug}`
}
