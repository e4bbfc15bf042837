import { useEffect, useState } from 'preact/hooks'
import type { Client } from '#shared/core/manifest.ts'
import type { CheckStory, Hint, LessonList, LiveClient, LiveLesson, Spot } from '../messages.ts'
import { ask, checkAgain } from './connection.ts'
import { Difference } from './difference.tsx'
import { Mark } from './marks.tsx'
import { Prose } from './prose.tsx'
import { go, withQuery } from './route.ts'
import { Story } from './story.tsx'

interface CardProps {
  lesson: string
  client: Client
  state: LiveClient
  live: LiveLesson
  list: LessonList | undefined
  /** Opens a dialog, which stays open while the card changes. */
  open: (dialog: 'compare' | 'reset') => void
}

/** What to look at now: what keeps the code from running, the first failure, the next task, or what comes after. */
export function Card(props: CardProps) {
  const { state } = props
  if (state.phase === 'waiting') return <div class="failure calm placeholder" aria-hidden="true" />
  if (state.broken) return <Broken {...props} broken={state.broken} />
  if (state.failed) return <Failed {...props} failed={state.failed} />
  if (state.total === 0) return <div class="failure calm placeholder" aria-hidden="true" />
  return (
    <>
      {state.green ? <Green {...props} /> : <NextTask {...props} />}
      <Passed {...props} />
    </>
  )
}

function Broken({ broken, ...props }: CardProps & { broken: NonNullable<LiveClient['broken']> }) {
  return (
    <article class="failure" aria-labelledby="card">
      <h2 id="card">
        <Mark sign="failed" silent />
        {broken.kind === 'loading' ? "Your code can't be loaded" : 'Your code had to be stopped'}
      </h2>
      <pre class="reason">{broken.text}</pre>
      <Actions {...props} spot={broken.spot ?? props.state.file} again={broken.kind === 'stopped'} />
    </article>
  )
}

function Failed({ failed, ...props }: CardProps & { failed: NonNullable<LiveClient['failed']> }) {
  return (
    <>
      <article class="failure" aria-labelledby="card">
        <h2 id="card">
          <Mark sign="failed" silent />
          <span>
            <span class="vh">Task {failed.task} fails: </span>
            {failed.title}
          </span>
        </h2>
        <Difference failed={failed} />
        {failed.cause && (
          <p class="cause">
            <b>Likely cause.</b> {failed.cause}
          </p>
        )}
        {failed.open && failed.open.line !== failed.spot?.line && (
          <p class="cause">
            A part of this task is still open, at <Where spot={failed.open} />.
          </p>
        )}
        <Printed output={failed.output} />
        <Actions {...props} spot={failed.spot ?? props.state.file} task={failed.task} />
        {failed.others > 0 && (
          <p class="others">
            {failed.others === 1 ? 'One more check fails.' : `${failed.others} more checks fail.`}
          </p>
        )}
      </article>
      {failed.view && (
        <Story
          key={failed.id}
          view={failed.view}
          name={`${failed.id}.${props.client}`}
          file={async () => (await storyOf(props, failed.id)).file}
        />
      )}
    </>
  )
}

function NextTask(props: CardProps) {
  const { open: place, tasks, file, untouched, isHunt } = props.state
  const task =
    tasks.find(({ id, status }) => id === place?.task && status !== 'passed') ??
    tasks.find(({ status }) => status !== 'passed')
  return (
    <article class="failure calm" aria-labelledby="card">
      <h2 id="card">
        <Mark sign="open" silent />
        {task ? `Next is ${task.id}: ${task.title}` : 'Go on'}
      </h2>
      <p class="cause">
        {untouched && isHunt
          ? 'A bug hunt: the code looks finished, but the marked lines were written for the other client. Fix them.'
          : 'Replace the TODO. Each time you save, the checks run again.'}
      </p>
      <Actions {...props} spot={place ?? file} {...(task && { task: task.id })} />
    </article>
  )
}

function Green({ list, ...props }: CardProps) {
  const other: Client = props.client === 'node-redis' ? 'ioredis' : 'node-redis'
  const { green, isHunt, file } = props.live.clients[other]
  const after = list?.lessons[list.lessons.findIndex(({ id }) => id === props.lesson) + 1]
  const isOther = !green && file.path !== props.state.file.path
  return (
    <article class="failure calm" aria-labelledby="card">
      <h2 id="card">
        <Mark sign="passed" silent />
        All tasks pass on {props.client}
      </h2>
      <p class="cause">
        {isOther ? (
          <>
            Next is <b>{file.path.split('/').pop()}</b>
            {isHunt
              ? ', a bug hunt: the code looks finished, but some lines were written for the other client.'
              : '.'}
          </>
        ) : after ? (
          <>
            Next is{' '}
            <a href={`/lessons/${after.id}`}>
              lesson {after.id}: {after.title}
            </a>
            .
          </>
        ) : (
          'That was the last lesson.'
        )}
      </p>
      <Actions {...props} spot={isOther ? file : props.state.file}>
        {isOther && (
          <button type="button" class="btn" onClick={() => go(withQuery({ client: other }))}>
            Show {other}
          </button>
        )}
      </Actions>
    </article>
  )
}

function storyOf({ lesson, client }: Pick<CardProps, 'lesson' | 'client'>, id: string): Promise<CheckStory> {
  return ask(`lessons/${lesson}/story/${id}?client=${client}`)
}

/** What happened in a check that passes: which one is the learner's choice. */
function Passed(props: CardProps) {
  const { drawn } = props.state
  const [id, setId] = useState('')
  const [story, setStory] = useState<CheckStory>()
  const shown = drawn.some((check) => check.id === id) ? id : ''
  useEffect(() => {
    setStory(undefined)
    if (shown) storyOf(props, shown).then(setStory, () => {})
  }, [shown])
  if (drawn.length === 0) return null
  const choice = (
    <select
      aria-label="The check to show"
      value={shown}
      onChange={(event) => setId(event.currentTarget.value)}
    >
      <option value="">Choose a check</option>
      {drawn.map((check) => (
        <option key={check.id} value={check.id}>
          {check.id.split('-')[0]} {check.title}
        </option>
      ))}
    </select>
  )
  if (story && shown)
    return <Story key={shown} view={story.view} name={shown} file={async () => story.file} choice={choice} />
  return (
    <section class="what" aria-labelledby="what">
      <header>
        <h2 id="what">What happened</h2>
        {choice}
      </header>
    </section>
  )
}

interface ActionsProps extends Omit<CardProps, 'list'> {
  spot: Spot
  task?: string
  again?: boolean
  children?: preact.ComponentChildren
}

/** What can be done about it. */
function Actions({ lesson, client, state, spot, task, again = false, open, children }: ActionsProps) {
  const [hints, setHints] = useState<readonly Hint[]>([])
  const [wrong, setWrong] = useState('')
  const counted = state.tasks.find(({ id }) => id === task)?.hints
  const path = `lessons/${lesson}/hints/${task}?client=${client}`
  // Hints that were shown before, here or in the terminal, or in another window.
  useEffect(() => {
    if (!task || !counted?.shown) return setHints([])
    ask<Hint[]>(path).then(setHints, () => {})
  }, [path, counted?.shown, task])
  const more = () => {
    ask<Hint[]>(path, {}).then(setHints, (error: Error) => setWrong(error.message))
  }
  return (
    <>
      <div class="actions">
        {spot.href ? (
          <a class="btn go" href={spot.href}>
            Open {nameOf(spot)} in VS Code
          </a>
        ) : (
          <p class="at">
            <Where spot={spot} />
          </p>
        )}
        {children}
        {again && (
          <button type="button" class="btn" onClick={() => checkAgain(lesson)}>
            Check again
          </button>
        )}
        {task && counted && counted.of > 0 && (
          <button type="button" class="btn" disabled={counted.shown >= counted.of} onClick={more}>
            Hint{' '}
            <small>
              {Math.min(counted.shown + 1, counted.of)} of {counted.of}
            </small>
          </button>
        )}
        <button type="button" class="btn" onClick={() => open('compare')}>
          Compare
        </button>
        <button type="button" class="btn" onClick={() => open('reset')}>
          Reset
        </button>
      </div>
      {wrong && <p class="cause bad">{wrong}</p>}
      {hints.length > 0 && (
        <ol class="hints" aria-label={`Hints for task ${task}`} aria-live="polite">
          {hints.map((hint, index) => (
            <li key={hint.kind}>
              <b>
                {index + 1}. {hint.kind}
              </b>
              <Prose html={hint.html} />
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function nameOf({ path, line }: Spot): string {
  return `${path.split('/').pop()}${line > 1 ? `:${line}` : ''}`
}

function Where({ spot }: { spot: Spot }) {
  const text = (
    <code>
      {spot.path}:{spot.line}
    </code>
  )
  return spot.href ? <a href={spot.href}>{text}</a> : text
}

function Printed({ output }: { output: readonly string[] }) {
  if (output.length === 0) return null
  return (
    <details class="printed" open={output.length <= 3}>
      <summary>Printed by the code</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard. */}
      <pre tabIndex={0}>{output.join('\n')}</pre>
    </details>
  )
}
