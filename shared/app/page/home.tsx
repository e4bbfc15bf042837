import { useEffect } from 'preact/hooks'
import type { LessonList, ListedLesson } from '../messages.ts'
import { Mark, type Sign } from './marks.tsx'
import { tasksDone } from './rail.tsx'

/** The list of lessons: where you are, and what is next. */
export function Home({ list }: { list: LessonList | undefined }) {
  useEffect(() => {
    document.title = 'Redis Pub/Sub Workbook'
  }, [])
  if (!list) return <main class="home" id="main" aria-busy="true" />
  const { next } = list
  const lesson = list.lessons.find(({ id }) => id === next?.lesson)
  return (
    <main class="home" id="main">
      <h1>The lessons</h1>
      {next && lesson ? (
        <section class="next" aria-labelledby="next">
          <p class="kicker">{next.begun ? 'Go on with' : lesson.id === '01' ? 'Start with' : 'Next'}</p>
          <h2 id="next">
            <a class="to" href={`/lessons/${lesson.id}`}>
              <span class="no">{lesson.id}</span> {lesson.title}
            </a>
          </h2>
          <p>You will {lesson.goal}</p>
          <p class="row">
            <a class="btn go" href={`/lessons/${lesson.id}`}>
              {next.begun ? 'Continue' : 'Begin'}
            </a>
            {next.task && next.spot.line > 1 && (
              <span class="aside">
                Task {next.task} is at {next.spot.path.split('/').pop()}:{next.spot.line}
              </span>
            )}
          </p>
        </section>
      ) : (
        <p>You have finished every lesson with both clients.</p>
      )}
      <ol class="cards">
        {list.lessons.map((one) => (
          <Card key={one.id} lesson={one} isNext={one.id === next?.lesson} />
        ))}
      </ol>
      <p class="aside">
        New to Redis? Begin with <a href="/docs/primer">the primer</a>.{' '}
        <a href="/docs/how-a-lesson-works">How a lesson works</a> and{' '}
        <a href="/docs/commands">the commands</a> explain the rest.
      </p>
    </main>
  )
}

function Card({ lesson, isNext }: { lesson: ListedLesson; isNext: boolean }) {
  const { done, of } = tasksDone(lesson)
  const sign: Sign = lesson.done.length > 0 ? 'passed' : done > 0 ? 'busy' : 'open'
  return (
    <li class={isNext ? 'is-next' : ''}>
      <a href={`/lessons/${lesson.id}`}>
        <span class="no">{lesson.id}</span>
        <span class="tt">{lesson.title}</span>
        <span class="goal">{lesson.goal.charAt(0).toUpperCase() + lesson.goal.slice(1)}</span>
        <span class="meta">
          <span class="segments" aria-hidden="true">
            {lesson.tasks
              .filter(({ optional }) => !optional)
              .map(({ id, state }) => (
                <i
                  key={id}
                  class={
                    state['node-redis'] === 'passed' || state.ioredis === 'passed'
                      ? 'passed'
                      : state['node-redis'] === 'failing' || state.ioredis === 'failing'
                        ? 'failed'
                        : ''
                  }
                />
              ))}
          </span>
          {sign === 'passed' ? `done with ${lesson.done.join(' and ')}` : `${done} of ${of} tasks`}
          {' · '}
          {lesson.minutes} minutes
        </span>
        {sign === 'passed' ? <Mark sign="passed" silent /> : <span />}
      </a>
    </li>
  )
}
