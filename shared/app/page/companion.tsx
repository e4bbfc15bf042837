import { useState } from 'preact/hooks'
import type { CompanionState } from '../messages.ts'
import { ask } from './connection.ts'
import { Mark } from './marks.tsx'

interface CompanionProps {
  lesson: string
  title: string
  about: string
  /** Whether it runs on our solution only. */
  usesSolution: boolean
  state: CompanionState | undefined
}

/** What a lesson's command prints while it runs, and the pages that it serves. */
export function Companion({ lesson, title, about, usesSolution, state }: CompanionProps) {
  const [wrong, setWrong] = useState('')
  const { isRunning = false, isSolution = false, lines = [], pages = [], view } = state ?? {}
  const act = (what: 'start' | 'stop' | 'press', details: { solution?: boolean; key?: string } = {}) => {
    setWrong('')
    ask(`lessons/${lesson}/companion/${what}`, details).catch((error: Error) => setWrong(error.message))
  }
  return (
    <>
      <article class="failure calm" aria-labelledby="card">
        <h2 id="card">
          <Mark sign={isRunning ? 'passed' : 'open'} silent />
          {title}
          {isRunning && (isSolution ? ', on our solution' : ', on your code')}
        </h2>
        <p class="cause">{about}</p>
        {wrong && <p class="cause bad">{wrong}</p>}
        <div class="actions">
          {isRunning ? (
            <button type="button" class="btn go" onClick={() => act('stop')}>
              Stop it
            </button>
          ) : usesSolution ? (
            <button type="button" class="btn go" onClick={() => act('start', { solution: true })}>
              Start it on our solution
            </button>
          ) : (
            <>
              <button type="button" class="btn go" onClick={() => act('start')}>
                Start it on your code
              </button>
              <button type="button" class="btn" onClick={() => act('start', { solution: true })}>
                On our solution
              </button>
            </>
          )}
          {Object.entries(view?.keys ?? {}).map(([key, does]) => (
            <button type="button" class="btn" key={key} onClick={() => act('press', { key })}>
              {does.charAt(0).toUpperCase() + does.slice(1)}
            </button>
          ))}
        </div>
        {view && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard.
          <section class="printed view" aria-label={title} tabIndex={0}>
            <pre>{view.lines.join('\n').trimEnd()}</pre>
          </section>
        )}
        {lines.length > 0 && (
          <details class="printed" open={pages.length === 0 && !view}>
            <summary>What it prints</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard. */}
            <pre tabIndex={0}>{lines.join('\n').trim()}</pre>
          </details>
        )}
      </article>
      {pages.map(({ name, url }) => (
        <section class="framed" key={url} aria-label={name}>
          <p>
            <b>{name}</b>{' '}
            <a href={url} target="_blank" rel="noreferrer">
              Open it in a window of its own
            </a>
          </p>
          <iframe src={url} title={name} />
        </section>
      ))}
    </>
  )
}
