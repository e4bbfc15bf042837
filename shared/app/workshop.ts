import type { Lesson } from '#shared/core/manifest.ts'
import { foreignSubscribersText } from '#shared/redis/foreign-subscribers.ts'
import { RedisUnavailable, type Server } from '#shared/redis/server.ts'
import { watchServer } from '#shared/redis/server-watch.ts'
import { start } from '#shared/redis/start.ts'
import { Companion } from './companion.ts'
import { lessonList } from './lesson-list.ts'
import { LivePanel } from './live-lesson.ts'
import type { Pushed, RedisState } from './messages.ts'

/** How long a lesson that no window shows is still checked: a reload takes a moment. In milliseconds. */
const KEPT_MS = 5000

/** A window, as far as the workshop knows it. */
export interface Watcher {
  readonly lesson: Lesson | undefined
  push(pushed: Pushed): void
}

/**
 * What all windows share: Redis, the checks of the lessons that they show, and the news about both.
 */
export class Workshop {
  readonly #watchers = new Set<Watcher>()
  readonly #companions = new Map<string, Companion>()
  readonly #panels = new Map<string, { panel: LivePanel; ending?: NodeJS.Timeout }>()
  #redis: RedisState = { is: 'starting' }
  #server: Server | undefined
  #endWatch = async () => {}
  #starting: Promise<void> | undefined
  #isOver = false

  /** The server that checks and experiments run on; undefined while there is none. */
  get server(): Server | undefined {
    return this.#server
  }

  /** Finds or starts Redis, also again after it was lost. What keeps it from being there is shown. */
  startRedis(): Promise<void> {
    this.#starting ??= this.#startRedis().finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  async #startRedis(): Promise<void> {
    if (this.#server || this.#isOver) return
    this.#tellRedis({ is: 'starting' })
    let server: Server | undefined
    try {
      server = await start()
      const foreign = await foreignSubscribersText(server)
      if (foreign) throw new RedisUnavailable(foreign)
      if (this.#isOver) return await server.stop()
      const lost = server
      this.#endWatch = await watchServer(server, (sentence) => void this.#lost(lost, sentence))
    } catch (error) {
      await server?.stop()
      if (!(error instanceof RedisUnavailable)) throw error
      this.#tellRedis({ is: 'down', sentence: error.message })
      return
    }
    this.#server = server
    this.#tellRedis({ is: 'up', label: server.label })
    for (const { panel } of this.#panels.values()) panel.start(server)
  }

  /** A Redis of ours is started again at once; for one given by URL, somebody has to do something. */
  async #lost(server: Server, sentence: string): Promise<void> {
    if (this.#server !== server || this.#isOver) return
    this.#server = undefined
    const advice = sentence.replace(/(Run the command again|Try again)\.$/, 'It is being started again.')
    this.#tellRedis({ is: 'down', sentence: advice })
    await Promise.all([...this.#panels.values()].map(({ panel }) => panel.stop()))
    await server.stop()
    if (server.kind !== 'url') await this.startRedis()
  }

  /** Adds a window: it is told everything at once, and then whatever changes. */
  add(watcher: Watcher): void {
    this.#watchers.add(watcher)
    watcher.push({ what: 'redis', redis: this.#redis })
    void this.#tellList([watcher])
    const { lesson } = watcher
    if (!lesson) return
    let entry = this.#panels.get(lesson.id)
    if (entry) clearTimeout(entry.ending)
    else {
      const panel = new LivePanel(
        lesson,
        () => this.#tellLive(panel),
        () => this.tellList(),
      )
      entry = { panel }
      this.#panels.set(lesson.id, entry)
      if (this.#server) panel.start(this.#server)
    }
    watcher.push({ what: 'live', live: entry.panel.state() })
    const companion = this.#companions.get(lesson.id)
    if (companion) watcher.push({ what: 'companion', lesson: lesson.id, state: companion.state() })
  }

  /** Removes a window. A lesson that no window shows any more is soon left alone. */
  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher)
    const id = watcher.lesson?.id
    const entry = id === undefined ? undefined : this.#panels.get(id)
    if (!entry || [...this.#watchers].some(({ lesson }) => lesson?.id === id)) return
    entry.ending = setTimeout(() => {
      this.#panels.delete(entry.panel.lesson.id)
      void this.#companions.get(entry.panel.lesson.id)?.stop()
      void entry.panel.stop()
    }, KEPT_MS)
  }

  /** The checks of a lesson, if a window shows it. */
  panel(lesson: Lesson): LivePanel | undefined {
    return this.#panels.get(lesson.id)?.panel
  }

  /** The lesson's command that runs on, started or not. */
  companion({ id }: Lesson): Companion {
    const tell = () => {
      const state = companion.state()
      for (const watcher of this.#watchers) {
        if (watcher.lesson?.id === id) watcher.push({ what: 'companion', lesson: id, state })
      }
    }
    const companion = this.#companions.get(id) ?? new Companion(tell)
    this.#companions.set(id, companion)
    return companion
  }

  /** Tells all windows the progress again. */
  tellList(): void {
    void this.#tellList([...this.#watchers])
  }

  /** Tells the windows of a lesson again how it stands, because hints were shown or files were restored. */
  tellLesson(lesson: Lesson): void {
    const panel = this.panel(lesson)
    if (panel) this.#tellLive(panel)
    this.tellList()
  }

  async #tellList(watchers: readonly Watcher[]): Promise<void> {
    const list = await lessonList()
    for (const watcher of watchers) watcher.push({ what: 'lessons', list })
  }

  #tellLive(panel: LivePanel): void {
    const live = panel.state()
    for (const watcher of this.#watchers) {
      if (watcher.lesson?.id === panel.lesson.id) watcher.push({ what: 'live', live })
    }
  }

  #tellRedis(redis: RedisState): void {
    this.#redis = redis
    for (const watcher of this.#watchers) watcher.push({ what: 'redis', redis })
  }

  /** Ends all checks, and Redis if it is ours. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#starting?.catch(() => {})
    await Promise.all(
      [...this.#panels.values()].map(({ panel, ending }) => {
        clearTimeout(ending)
        return panel.stop()
      }),
    )
    await Promise.all([...this.#companions.values()].map((companion) => companion.stop()))
    await this.#endWatch()
    await this.#server?.stop()
  }
}
