import type { LessonList, ListedLesson, RedisState } from '../messages.ts'
import { ask, type Line } from './connection.ts'
import { Mark } from './marks.tsx'

interface RailProps {
  list: LessonList | undefined
  current: string | undefined
  redis: RedisState
  line: Line
}

/** The lessons, with the progress of each. */
export function Rail({ list, current, redis, line }: RailProps) {
  return (
    <nav class="rail" aria-label="Lessons">
      <a class="brand" href="/">
        <Logo />
        <span>
          Redis Pub/Sub
          <small>Workbook</small>
        </span>
      </a>
      <ol class="lessons">
        {list?.lessons.map((lesson) => (
          <li key={lesson.id}>
            <a href={`/lessons/${lesson.id}`} {...(lesson.id === current && { 'aria-current': 'page' })}>
              <span class="no">{lesson.id}</span>
              <span class="tt">{lesson.title}</span>
              <Count lesson={lesson} />
            </a>
          </li>
        ))}
      </ol>
      <footer>
        <Redis redis={redis} line={line} />
      </footer>
    </nav>
  )
}

export function Logo() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M5 9h12m-4-4 4 4-4 4M19 16H7"
        fill="none"
        stroke="var(--on-accent)"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

/** How many core tasks pass with the client that is further. */
export function tasksDone({ tasks }: ListedLesson): { done: number; of: number } {
  const core = tasks.filter(({ optional }) => !optional)
  const done = (['node-redis', 'ioredis'] as const).map(
    (client) => core.filter(({ state }) => state[client] === 'passed').length,
  )
  return { done: Math.max(...done), of: core.length }
}

function Count({ lesson }: { lesson: ListedLesson }) {
  const { done, of } = tasksDone(lesson)
  if (lesson.done.length > 0) return <Mark sign="passed" />
  if (done === 0) return <span />
  return (
    <span class="count">
      <span aria-hidden="true">
        {done}/{of}
      </span>
      <span class="vh">
        {done} of {of} tasks pass
      </span>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" class="pie">
        <circle cx="7" cy="7" r="5.5" />
        <circle
          cx="7"
          cy="7"
          r="5.5"
          class="part"
          pathLength="100"
          stroke-dasharray={`${(100 * done) / of} 100`}
        />
      </svg>
    </span>
  )
}

function Redis({ redis, line }: { redis: RedisState; line: Line }) {
  if (line !== 'up') {
    return (
      <p class="redis bad" role="status">
        {line === 'lost' ? 'No connection to the workbook. Is npm start still running?' : 'Connecting…'}
      </p>
    )
  }
  if (redis.is === 'up')
    return (
      <p class="redis" title={redis.label}>
        Live: {/^\S+ \d[\d.]*\d/.exec(redis.label)?.[0] ?? redis.label}
      </p>
    )
  if (redis.is === 'starting') return <p class="redis busy">Redis is starting…</p>
  return (
    <div class="redis bad" role="status">
      <p>{redis.sentence}</p>
      <button type="button" class="btn" onClick={() => void ask('redis', {}).catch(() => {})}>
        Try again
      </button>
    </div>
  )
}
