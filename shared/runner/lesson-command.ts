import type { Client, Lesson } from '#shared/core/manifest.ts'
import type { Server } from '#shared/redis/server.ts'

/** What a lesson's extra, for example `serve`, is given. */
export interface LessonCommand {
  readonly lesson: Lesson
  /** Whose code it runs on. */
  readonly area: 'lessons' | 'solutions'
  readonly clients: readonly Client[]
  /** Whether the code is built on the learner's own lesson 02. */
  readonly own: boolean
  readonly server: Server
  /** The words after the extra's own, for example `pubsub` and `streams`. */
  readonly words: readonly string[]
}

/** What `workbook/<word>.ts` of a lesson exports as `run`. It resolves with the exit code. */
export type RunLessonCommand = (extra: LessonCommand) => Promise<number>
