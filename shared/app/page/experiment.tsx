import { useId, useState } from 'preact/hooks'
import type { Experiment as Result } from '../messages.ts'
import { ask } from './connection.ts'
import { Mark } from './marks.tsx'

/** A guess, and the experiment that shows what happens. */
export function Experiment({ lesson, index }: { lesson: string; index: number }) {
  const id = useId()
  const kept = `guess ${lesson} ${index}`
  const [guess, setGuess] = useState(sessionStorage.getItem(kept) ?? '')
  const [asked, setAsked] = useState('')
  const [state, setState] = useState<'open' | 'running' | Result | Error>('open')
  const run = async (event: Event) => {
    event.preventDefault()
    if (state === 'running') return
    sessionStorage.setItem(kept, guess)
    setAsked(guess.trim())
    setState('running')
    setState(await ask<Result>(`lessons/${lesson}/experiment/${index}`, {}).catch((error: Error) => error))
  }
  return (
    <form class="predict" onSubmit={(event) => void run(event)} aria-label={`Question ${index + 1}`}>
      <label for={id}>Your guess</label>
      <div class="row">
        <input
          id={id}
          value={guess}
          autocomplete="off"
          onInput={(event) => setGuess(event.currentTarget.value)}
        />
        <button type="submit" class="btn" aria-disabled={state === 'running'}>
          {state === 'running' ? (
            <>
              <Mark sign="busy" silent /> Running…
            </>
          ) : (
            'Run it'
          )}
        </button>
      </div>
      <output aria-live="polite">{outcome(state, asked)}</output>
    </form>
  )
}

function outcome(state: 'open' | 'running' | Result | Error, guess: string) {
  if (state === 'open' || state === 'running') return null
  if (state instanceof Error) return <p class="bad">It could not be run: {state.message}</p>
  return (
    <>
      <p>
        {guess !== '' && (
          <>
            <span class="aside">You guessed:</span> {guess}
            <br />
          </>
        )}
        <span class="aside">What happens:</span> <strong>{state.observed}</strong>
      </p>
      <p>{state.why}</p>
      {state.expected !== undefined && (
        <p class="bad">The workbook expected something else: {state.expected}</p>
      )}
    </>
  )
}
