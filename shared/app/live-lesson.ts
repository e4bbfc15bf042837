import { hintsOf } from '#shared/core/hints.ts'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { filesFor } from '#shared/core/starter-status.ts'
import { starterStatuses } from '#shared/core/touched-files.ts'
import { hasDiagram, toView } from '#shared/diagram/diagram.ts'
import type { Server } from '#shared/redis/server.ts'
import { LiveChecks } from '#shared/runner/player/live-checks.ts'
import { progressOf } from '#shared/runner/progress.ts'
import { diagramFile } from '#shared/runner/report/diagram-file.ts'
import type { CheckResult, LessonResult } from '#shared/runner/report/result.ts'
import { failures, isGreen, statusOf, taskStatus, waitingTasks } from '#shared/runner/report/result.ts'
import { spotAt } from './editor.ts'
import { beginOf, failedCheck, spotIn } from './failed-check.ts'
import { clientToShow } from './lesson-list.ts'
import type { CheckStory, LiveClient, LiveLesson, LiveTask } from './messages.ts'

/** While checks run, the page is told no more often than this, in milliseconds. */
const TELL_EVERY_MS = 60

/** How the checks of one client stand at the moment. */
interface Standing {
  phase: LiveClient['phase']
  /** What the last complete run came to; while the next one runs, it replaces these results one by one. */
  results: CheckResult[]
  /** Whether a run was complete, so that the number of checks is known. */
  isCounted: boolean
  reconnecting: readonly string[]
  began: number
  ms?: number
  interrupted?: string
}

/** The checks of one lesson, live, for every window that shows it. */
export class LivePanel {
  readonly lesson: Lesson
  readonly #changed: (panel: LivePanel) => void
  readonly #recorded: () => void
  readonly #standings: Map<Client, Standing>
  #checks: LiveChecks | undefined
  #trouble: string | undefined
  #telling: NodeJS.Timeout | undefined

  /**
   * @param changed Is called when there is something new to show.
   * @param recorded Is called when the progress may be different.
   */
  constructor(lesson: Lesson, changed: (panel: LivePanel) => void, recorded: () => void) {
    this.lesson = lesson
    this.#changed = changed
    this.#recorded = recorded
    const standing = (): Standing => ({
      phase: 'waiting',
      results: [],
      isCounted: false,
      reconnecting: [],
      began: 0,
    })
    this.#standings = new Map(CLIENTS.map((client) => [client, standing()]))
  }

  /** Begins to check on this server. */
  start(server: Server): void {
    const of = (client: Client) => this.#standings.get(client)!
    this.#checks = new LiveChecks(
      { lesson: this.lesson, clients: CLIENTS, server, own: false, restarts: true },
      {
        began: (clients) => {
          this.#trouble = undefined
          for (const client of clients) {
            Object.assign(of(client), { phase: 'checking', reconnecting: [], began: performance.now() })
            delete of(client).interrupted
            delete of(client).ms
          }
          this.#tell()
        },
        checked: (result) => {
          const standing = of(result.client)
          const others = standing.results.filter(({ check }) => check.id !== result.check.id)
          standing.results = [...others, result]
          this.#tellSoon()
        },
        nearly: (_, client, waiting) => {
          const standing = of(client)
          standing.phase = waiting.length > 0 ? 'reconnecting' : 'checking'
          standing.reconnecting = waiting
          standing.ms = performance.now() - standing.began
          this.#tell()
        },
        ended: ({ of: all, clients, played }) => {
          for (const client of clients) {
            const standing = of(client)
            standing.phase = 'done'
            standing.isCounted = true
            standing.reconnecting = []
            standing.results = all.results.filter((result) => result.client === client)
            standing.ms ??= performance.now() - standing.began
            const text = played.interrupted.get(client)
            if (text !== undefined) standing.interrupted = text
          }
          this.#tell()
          this.#recorded()
        },
        gone: () => {
          this.#trouble = `lessons/${folderOf(this.lesson)} isn't there. The checks go on when it's back.`
          this.#tell()
        },
        failed: (error) => {
          this.#trouble = `The checks have failed in the workbook itself: ${error instanceof Error ? error.message : error}`
          this.#tell()
        },
      },
    )
    this.#checks.check()
  }

  /** Checks again, as after a save. */
  again(): void {
    this.#checks?.check()
  }

  /** Ends the checks; what they came to is kept. */
  async stop(): Promise<void> {
    clearTimeout(this.#telling)
    this.#telling = undefined
    const checks = this.#checks
    this.#checks = undefined
    await checks?.close()
  }

  #tell(): void {
    clearTimeout(this.#telling)
    this.#telling = undefined
    this.#changed(this)
  }

  #tellSoon(): void {
    this.#telling ??= setTimeout(() => this.#tell(), TELL_EVERY_MS)
  }

  /** What happened in a check; undefined if it hasn't been run, or nothing can be drawn. */
  story(client: Client, id: string): CheckStory | undefined {
    const result = this.#standings.get(client)!.results.find(({ check }) => check.id === id)
    const file = result && diagramFile(result)
    if (!file) return undefined
    const { outcome } = result
    return { view: toView(outcome.events ?? [], outcome), file }
  }

  /** What the page shows now. */
  state(): LiveLesson {
    const starters = starterStatuses(this.lesson, CLIENTS)
    const of = (client: Client): LessonResult => ({
      lesson: this.lesson,
      area: 'lessons',
      clients: [client],
      results: this.#standings.get(client)!.results,
      starters,
    })
    const clients = CLIENTS.map((client) => [client, this.#clientState(of(client), client)] as const)
    return {
      lesson: this.lesson.id,
      clients: Object.fromEntries(clients) as LiveLesson['clients'],
      first: clientToShow(progressOf(this.lesson)),
      ...(this.#trouble && { trouble: this.#trouble }),
    }
  }

  #clientState(of: LessonResult, client: Client): LiveClient {
    const standing = this.#standings.get(client)!
    const starters = of.starters.get(client)!
    const tasks = this.#tasks(of, client, standing)
    const statuses = of.results.map((result) => statusOf(of, result))
    const failed = failures(of)
    const [first] = failed
    const [open] = starters.open
    const loading = of.results.find(({ outcome }) => outcome.status === 'broken')?.outcome.message
    const broken = standing.interrupted ?? loading
    const spot = broken === undefined ? undefined : spotIn(broken)
    const file = `lessons/${folderOf(this.lesson)}/${filesFor(this.lesson, client)[0]}`
    return {
      phase: standing.phase,
      tasks,
      passed: statuses.filter((status) => status === 'passed').length,
      total: of.results.length,
      isCounted: standing.isCounted,
      ...(standing.ms !== undefined && { ms: standing.ms }),
      untouched: starters.untouched,
      ...(open && { open: { task: open[0], ...spotAt(open[1]) } }),
      file: beginOf(this.lesson, client, '') ?? spotAt({ path: file, line: 1 }),
      isHunt: this.lesson.files.some((one) => one.client === client && one.hunt),
      ...(first && { failed: failedCheck(first, of, failed.length - 1) }),
      ...(broken !== undefined && {
        broken: {
          kind: standing.interrupted === undefined ? 'loading' : 'stopped',
          text: broken,
          ...(spot && { spot }),
        },
      }),
      green: standing.interrupted === undefined && isGreen(of),
      drawn: of.results
        .filter(({ outcome }) => outcome.status === 'passed' && hasDiagram(outcome.events ?? []))
        .map(({ check }) => ({ id: check.id, title: check.title })),
    }
  }

  #tasks(of: LessonResult, client: Client, { reconnecting, phase }: Standing): LiveTask[] {
    const waits = new Map(
      [...waitingTasks(of, client)].flatMap(([until, tasks]) => tasks.map((task) => [task, until])),
    )
    const hints = hintsOf(this.lesson, client).tasks
    const progress = progressOf(this.lesson)
    return this.lesson.tasks.map((task) => {
      const status = taskStatus(of, task, client)
      const waitsFor = waits.get(task.id)
      const isOpen = phase === 'reconnecting' && reconnecting.includes(task.id)
      const entry = progress.tasks.find((one) => one.task.id === task.id)
      const own = hints.get(task.id)?.own ?? false
      return {
        id: task.id,
        title: task.title,
        optional: task.optional === true,
        ...(status && { status }),
        ...(waitsFor !== undefined && { waitsFor }),
        reconnecting: isOpen && (status === undefined || status === 'passed'),
        hints: {
          shown: (own ? entry?.ioredisHints : entry?.hints) ?? 0,
          of: hints.get(task.id)?.steps.length ?? 0,
        },
      }
    })
  }
}
