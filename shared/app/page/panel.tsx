import { useEffect, useState } from 'preact/hooks'
import type { Client } from '#shared/core/manifest.ts'
import type { CompanionState, LessonList, LiveClient, LiveLesson, LiveTask, RedisState } from '../messages.ts'
import { Card } from './card.tsx'
import { Companion } from './companion.tsx'
import { CompareDialog } from './compare.tsx'
import { Demo } from './demo.tsx'
import { Mark, type Sign } from './marks.tsx'
import { ResetDialog } from './reset.tsx'
import { go, type Place, withQuery } from './route.ts'

const TABS = [
  { tab: 'checks', name: 'Checks' },
  { tab: 'demo', name: 'Demo' },
]
/** Commands that run on, by their word. */
const COMPANIONS: Readonly<Record<string, string>> = { serve: 'Chat', live: 'Live view' }
const CLIENTS: readonly Client[] = ['node-redis', 'ioredis']

interface PanelProps {
  id: string
  live: LiveLesson | undefined
  list: LessonList | undefined
  place: Place
  redis: RedisState
  companion: CompanionState | undefined
}

/** What the checks say at the moment. */
export function Panel({ id, live, list, place, redis, companion }: PanelProps) {
  const atWork = list?.lessons.find((lesson) => lesson.id === id)?.companion
  const names = atWork ? [...TABS, { tab: atWork.word, name: COMPANIONS[atWork.word] ?? 'At work' }] : TABS
  const [dialog, setDialog] = useState<'compare' | 'reset'>()
  const client = place.client ?? live?.first ?? 'node-redis'
  const isChosen = place.client !== undefined
  // Whoever finishes with one client sees that: the panel doesn't move on to the other by itself.
  useEffect(() => {
    if (!isChosen && live) go(withQuery({ client: live.first }), true)
  }, [isChosen, live])
  const state = live?.clients[client]
  return (
    <section class="panel" id="checks" aria-label="Checks" tabIndex={-1}>
      <div class="bar">
        <div class="tabs">
          {names.map(({ tab, name }) => (
            <a
              key={tab}
              href={withQuery({ tab })}
              {...(tab === place.tab && { 'aria-current': 'page' as const })}
            >
              {name}
            </a>
          ))}
        </div>
        <fieldset class="seg">
          <legend class="vh">Client</legend>
          {CLIENTS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === client}
              onClick={() => go(withQuery({ client: one }), true)}
            >
              <Mark sign={signOf(live?.clients[one])} silent />
              {one}
              <span class="vh">, {wordsOf(live?.clients[one])}</span>
            </button>
          ))}
        </fieldset>
      </div>
      {redis.is === 'down' && (
        <p class="notice" role="alert">
          {redis.sentence}
        </p>
      )}
      {live?.trouble && (
        <p class="notice" role="alert">
          {live.trouble}
        </p>
      )}
      {atWork && place.tab === atWork.word && (
        <Companion
          lesson={id}
          title={COMPANIONS[atWork.word] ?? 'At work'}
          about={`It ${atWork.about}.`}
          usesSolution={atWork.usesSolution}
          state={companion}
        />
      )}
      {state && place.tab === 'demo' && <Demo lesson={id} client={client} />}
      {state && place.tab === 'checks' && (
        <>
          <Summary state={state} />
          <Card
            key={client}
            lesson={id}
            client={client}
            state={state}
            live={live!}
            list={list}
            open={setDialog}
          />
          {dialog === 'compare' && (
            <CompareDialog lesson={id} progress={list} close={() => setDialog(undefined)} />
          )}
          {dialog === 'reset' && (
            <ResetDialog lesson={id} path={state.file.path} close={() => setDialog(undefined)} />
          )}
        </>
      )}
      <Spoken client={client} state={state} />
    </section>
  )
}

function signOf(state: LiveClient | undefined): Sign {
  if (!state || state.phase === 'waiting') return 'open'
  if (state.broken || state.failed) return 'failed'
  if (state.phase === 'checking') return 'busy'
  if (state.green) return 'passed'
  return 'open'
}

function wordsOf(state: LiveClient | undefined): string {
  if (!state) return 'not checked yet'
  if (state.broken) return "can't be run"
  if (state.failed) return 'a check fails'
  if (state.green) return 'all tasks pass'
  return 'not finished'
}

function Summary({ state }: { state: LiveClient }) {
  const core = state.tasks.filter(({ optional }) => !optional)
  const more = state.tasks.filter(({ optional }) => optional)
  return (
    <div class="summary">
      <div class="tally">
        <span class="progress" aria-hidden="true">
          {core.map((task) => (
            <i key={task.id} class={task.status ?? ''} />
          ))}
        </span>
        <span>
          {state.total > 0 && !state.broken && (
            <b>
              {state.passed}
              {state.isCounted && ` of ${state.total}`} checks pass
            </b>
          )}{' '}
          {how(state)}
        </span>
      </div>
      <TaskList tasks={core} />
      {more.length > 0 && (
        <details class="more">
          <summary>
            Go further: {more.filter(({ status }) => status === 'passed' || status === 'skipped').length} of{' '}
            {more.length}
          </summary>
          <TaskList tasks={more} />
        </details>
      )}
    </div>
  )
}

function how({ phase, ms, broken }: LiveClient): string {
  if (broken && phase === 'done') return 'no check could be run'
  if (phase === 'waiting') return 'waiting for Redis'
  if (phase === 'checking') return 'checking…'
  if (phase === 'reconnecting') return 'reconnecting…'
  return ms === undefined ? '' : `checked in ${(ms / 1000).toFixed(2)} s`
}

function TaskList({ tasks }: { tasks: readonly LiveTask[] }) {
  return (
    <ul class="tasks" style={{ '--n': Math.ceil(tasks.length / 2) }}>
      {tasks.map((task) => (
        <li key={task.id} class={task.status ?? ''}>
          <Mark sign={taskSign(task)} silent />
          <span class="id">{task.id}</span>
          <span class="name" title={task.title}>
            {task.title}
          </span>
          <span class="state">{taskWords(task)}</span>
        </li>
      ))}
    </ul>
  )
}

function taskSign({ status, reconnecting }: LiveTask): Sign {
  if (reconnecting) return 'busy'
  if (status === 'failed') return 'failed'
  if (status === 'passed' || status === 'skipped' || status === 'waiting') return status
  return 'open'
}

function taskWords({ status, waitsFor, reconnecting }: LiveTask) {
  if (reconnecting) return 'reconnecting'
  if (status === 'failed') return 'failing'
  if (status === 'broken') return <span class="vh">can't be run</span>
  if (status === 'waiting')
    return (
      <>
        <span class="vh">waiting for {waitsFor ?? 'an earlier task'}</span>
        <span aria-hidden="true">after {waitsFor}</span>
      </>
    )
  if (status === 'skipped') return 'skipped'
  if (status === 'passed') return <span class="vh">passes</span>
  return <span class="vh">not started</span>
}

/** Says what a run came to, once it's over, to those who can't see the panel. */
function Spoken({ client, state }: { client: Client; state: LiveClient | undefined }) {
  const [text, setText] = useState('')
  const isOver = state?.phase === 'done' || state?.phase === 'reconnecting'
  const now = state && isOver ? spoken(client, state) : undefined
  useEffect(() => {
    if (now !== undefined) setText(now)
  }, [now])
  return (
    <p class="vh" role="status">
      {text}
    </p>
  )
}

function spoken(client: Client, { passed, total, failed, broken }: LiveClient): string {
  if (broken) return `${client}: the code can't be run.`
  const found = failed ? ` ${failed.task} fails: ${failed.title}.` : ''
  return `${client}: ${passed} of ${total} checks pass.${found}`
}
