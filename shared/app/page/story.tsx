import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import {
  asText,
  attachSteps,
  diagramCss,
  renderDiagram,
  type Steps,
  type StepsState,
  type View,
} from '#shared/diagram/diagram.ts'

/** Narrower than this, nothing can be drawn; in pixels. */
const NARROWEST = 240

interface StoryProps {
  /** What happened. */
  view: View
  /** What the file is called that can be saved. */
  name: string
  /** The whole diagram as a file: an SVG that needs nothing else. */
  file: () => Promise<string>
  /** Stands in place of the number of events. */
  choice?: preact.ComponentChildren
}

/** What happened, as a sequence diagram whose steps can be played, and as text. */
export function Story({ view: given, name, file, choice }: StoryProps) {
  const view = useSame(given)
  const heads = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const steps = useRef<Steps>(null)
  const [state, setState] = useState<StepsState>()
  const width = useWidth(body)

  useLayoutEffect(() => {
    if (width < NARROWEST) return
    // A new width or a new run draws it again. The keyboard stays in it.
    const hadFocus = body.current!.contains(document.activeElement)
    heads.current!.innerHTML = renderDiagram(view, { width, part: 'heads', css: false })
    body.current!.innerHTML = renderDiagram(view, { width, part: 'body', css: false })
    const before = steps.current?.state()
    const attached = attachSteps(body.current!.querySelector('svg')!, {
      onChange: setState,
      start: view.start,
      reveal: (row) => reveal(row, heads.current!),
      ...(before && { state: before }),
    })
    steps.current = attached
    if (hadFocus) body.current!.querySelector<SVGElement>('[role=listbox]')?.focus({ preventScroll: true })
    setState(attached.state())
    return () => attached.detach()
  }, [view, width])

  const save = async () => {
    const url = URL.createObjectURL(new Blob([await file()], { type: 'image/svg+xml' }))
    Object.assign(document.createElement('a'), { href: url, download: `${name}.svg` }).click()
    URL.revokeObjectURL(url)
  }
  const stepping = state?.stepping ?? false
  return (
    <section class="what" aria-labelledby="what">
      <header>
        <h2 id="what">What happened {!choice && <small>{view.total}</small>}</h2>
        {choice}
        <div class="ctl">
          <Control label="Previous step" path="M7.5 2 3.5 6l4 4" onClick={() => steps.current?.previous()} />
          {state?.playing ? (
            <Control label="Pause" path="M4 2v8M8 2v8" onClick={() => steps.current?.play()} />
          ) : (
            <Control label="Play" path="M3 1.5v9L10.5 6z" filled onClick={() => steps.current?.play()} />
          )}
          <Control label="Next step" path="m4.5 2 4 4-4 4" onClick={() => steps.current?.next()} />
          <span class="pos">
            {state?.position ? `${state.position} of ${state.count}` : `${state?.count ?? 0} steps`}
          </span>
          {stepping && (
            <button type="button" class="btn bare" onClick={() => steps.current?.all()}>
              Show all
            </button>
          )}
          <button type="button" class="btn bare save" onClick={() => void save()}>
            Save SVG
          </button>
        </div>
      </header>
      <div class="lanes" ref={heads} />
      <div class="drawing" ref={body} />
      <AsText view={view} />
      {state?.shown && <Detail shown={state.shown} />}
    </section>
  )
}

interface ControlProps {
  label: string
  path: string
  filled?: boolean
  onClick: () => void
}

function Control({ label, path, filled = false, onClick }: ControlProps) {
  return (
    <button type="button" class="btn" aria-label={label} title={label} onClick={onClick}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path
          d={path}
          fill={filled ? 'currentColor' : 'none'}
          stroke="currentColor"
          stroke-width={filled ? 0 : 1.8}
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
    </button>
  )
}

function Detail({ shown }: { shown: NonNullable<StepsState['shown']> }) {
  return (
    <div class="detail" aria-live="polite">
      <p class="who">
        <b>{shown.when}</b> {shown.who}
        {shown.badge && (
          <>
            {' · '}
            <b class={shown.mark ? 'bad' : ''}>{shown.badge}</b>
          </>
        )}
      </p>
      {shown.payload && <code>{shown.payload}</code>}
      <p class="say">{shown.say}</p>
    </div>
  )
}

function AsText({ view }: { view: View }) {
  const lines = useMemo(() => asText(view), [view])
  return (
    <details class="text">
      <summary>Read it as text</summary>
      <ol>
        {lines.map(({ at, text, mark, isHeading }, index) => (
          <li key={index} class={isHeading ? 'heading' : (mark ?? '')}>
            {at !== undefined && `${at.toFixed(1).padStart(7)} `}
            {text}
          </li>
        ))}
      </ol>
    </details>
  )
}

/** Scrolls what scrolls so far that a row is below the names of the lanes, and above the explanation. */
function reveal(row: SVGGElement, heads: HTMLElement): void {
  const panel = row.closest<HTMLElement>('.panel')
  const detail = panel?.querySelector('.detail')
  if (!panel || !detail) return
  const own = getComputedStyle(panel).overflowY !== 'visible'
  const box = row.getBoundingClientRect()
  const top = heads.getBoundingClientRect().bottom + 8
  const bottom = Math.min(detail.getBoundingClientRect().top, innerHeight) - 8
  const by = box.bottom > bottom ? box.bottom - bottom : box.top < top ? box.top - top : 0
  if (by) (own ? panel : window).scrollBy({ top: by })
}

/** The value as it was at first, as long as it's equal: what the server pushes again is nothing new. */
function useSame<T>(value: T): T {
  const kept = useRef({ value, text: JSON.stringify(value) })
  const text = JSON.stringify(value)
  if (text !== kept.current.text) kept.current = { value, text }
  return kept.current.value
}

/** The width of an element, whenever it changes. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(Math.round(element.current?.clientWidth ?? 0)))
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** The diagrams' own styles, once for the page. */
export function addDiagramStyles(): void {
  const style = document.createElement('style')
  style.textContent = diagramCss()
  document.head.append(style)
}
