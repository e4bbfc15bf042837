// Plain JavaScript without imports: pages import it, and files of a diagram have it in them. Types: steps.d.mts.

export function attachSteps(svg, options = {}) {
  const PLAY_MS = 900
  const list = svg.matches('[role=listbox]') ? svg : svg.querySelector('[role=listbox]')
  const root = svg.querySelector('.rows')
  const rows = [...root.querySelectorAll('[data-key]')]
  const byKey = new Map(rows.map((row) => [row.dataset.key, row]))
  const open = new Set(options.state?.open ?? [])
  let at = options.state?.at ?? null
  let stepping = options.state?.stepping ?? false
  let pointed = null
  let timer = 0

  const isShown = (row) => !row.dataset.within || open.has(row.dataset.within)
  const stops = () => rows.filter((row) => row.getAttribute('role') === 'option' && isShown(row))
  const hasParts = (key) => rows.some((row) => row.dataset.within === key)
  const placeOf = (key) => {
    const row = byKey.get(key)
    return row && !isShown(row) ? byKey.get(row.dataset.within) : row
  }

  /** Rows move when a fold is opened; the svg grows with them. */
  function place() {
    let y = 4
    for (const row of rows) {
      const shown = isShown(row)
      if (!shown) {
        row.setAttribute('display', 'none')
        continue
      }
      row.removeAttribute('display')
      row.y = y
      row.setAttribute('transform', `translate(0 ${y})`)
      y += Number(row.dataset.h)
      row.classList.toggle('open', open.has(row.dataset.key))
    }
    const height = y + 5
    for (const lane of root.querySelectorAll('.lane'))
      lane.setAttribute('d', lane.getAttribute('d').replace(/V.*$/, `V${height - 4}`))
    for (const strip of root.querySelectorAll('.strip')) {
      const from = placeOf(strip.dataset.from)
      const to = strip.dataset.to && placeOf(strip.dataset.to)
      const top = from.y + from.dataset.h / 2
      const bottom = to ? to.y + to.dataset.h / 2 : height - 4
      strip.setAttribute('y', top)
      strip.setAttribute('height', Math.max(0, bottom - top))
    }
    for (const note of root.querySelectorAll('.bracket')) {
      const [from, to] = [placeOf(note.dataset.from), placeOf(note.dataset.to)]
      // Its bracket has the length of what was there at first.
      const inside = rows.some((row) => row.dataset.within && isShown(row) && row.y > from.y && row.y < to.y)
      note.setAttribute('display', inside ? 'none' : 'inline')
      note.setAttribute('transform', `translate(0 ${from.y})`)
    }
    const total = height + Number(svg.dataset.height)
    svg.setAttribute('height', total)
    svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${total}`)
  }

  function state() {
    const all = stops()
    const key = pointed ?? at ?? options.start
    const row = (key && placeOf(key)) || all[0]
    const told = row?.dataset
    return {
      at,
      stepping,
      open: [...open],
      position: at === null ? 0 : all.indexOf(byKey.get(at)) + 1,
      count: all.length,
      playing: timer !== 0,
      shown: told
        ? {
            when: told.when ?? '',
            who: told.who ?? '',
            payload: told.full ?? '',
            say: told.say ?? '',
            badge: told.badge ?? '',
            mark: told.mark ?? '',
          }
        : null,
    }
  }

  function paint() {
    const current = at === null ? undefined : byKey.get(at)
    for (const row of rows) {
      row.classList.toggle('later', stepping && current !== undefined && isShown(row) && row.y > current.y)
      row.classList.toggle('on', row === current)
      if (row.hasAttribute('role')) row.setAttribute('aria-selected', String(row === current))
    }
    for (const note of root.querySelectorAll('.bracket')) {
      note.classList.toggle(
        'later',
        stepping && current !== undefined && placeOf(note.dataset.to).y > current.y,
      )
    }
    if (current) list.setAttribute('aria-activedescendant', current.id)
    else list.removeAttribute('aria-activedescendant')
    options.onChange?.(state())
  }

  function stop() {
    clearInterval(timer)
    timer = 0
  }

  function go(key, isStep = stepping) {
    const row = byKey.get(key)
    if (!row) return
    if (!isShown(row)) {
      open.add(row.dataset.within)
      place()
    }
    at = key
    stepping = isStep
    pointed = null
    paint()
    if (options.reveal) options.reveal(row)
    else row.scrollIntoView({ block: 'nearest' })
  }

  function move(by, isStep = stepping) {
    const all = stops()
    const now = at === null ? -1 : all.indexOf(byKey.get(at))
    const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, now + by))
    if (all[next]) go(all[next].dataset.key, isStep)
  }

  function end(which, isStep = stepping) {
    const row = stops().at(which)
    if (row) go(row.dataset.key, isStep)
  }

  function toggle(key) {
    if (!hasParts(key)) return false
    if (!open.delete(key)) open.add(key)
    if (at !== null && !isShown(byKey.get(at))) at = key
    place()
    paint()
    return true
  }

  function all() {
    stop()
    at = null
    stepping = false
    paint()
  }

  function play() {
    if (timer !== 0) {
      stop()
      return paint()
    }
    if (!stepping || at === stops().at(-1)?.dataset.key) end(0, true)
    timer = setInterval(() => {
      move(1, true)
      if (at === stops().at(-1)?.dataset.key) {
        stop()
        paint()
      }
    }, PLAY_MS)
    paint()
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowRight: () => move(1),
    ArrowUp: () => move(-1),
    ArrowLeft: () => move(-1),
    Home: () => end(0),
    End: () => end(-1),
    Escape: all,
    ' ': play,
    Enter: () => at !== null && (toggle(at) || go(at, true)),
  }
  const listeners = {
    keydown(event) {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
      if (!act) return
      event.preventDefault()
      if (event.key !== ' ') stop()
      act()
    },
    click(event) {
      const row = event.target.closest('[role=option]')
      if (!row) return
      stop()
      if (!toggle(row.dataset.key)) go(row.dataset.key, true)
    },
    pointerover(event) {
      const row = event.target.closest('[role=option]')
      if (!row || stepping) return
      pointed = row.dataset.key
      options.onChange?.(state())
    },
    pointerleave() {
      if (pointed === null) return
      pointed = null
      options.onChange?.(state())
    },
    focus() {
      if (list.matches(':focus-visible') && at === null) {
        const row = (options.start && placeOf(options.start)) || stops()[0]
        if (row) go(row.dataset.key, false)
      }
    },
  }
  for (const [name, listener] of Object.entries(listeners)) list.addEventListener(name, listener)
  if (at !== null && !byKey.has(at)) at = null
  place()
  paint()

  return {
    next: () => {
      stop()
      move(1, true)
    },
    previous: () => {
      stop()
      move(-1, true)
    },
    first: () => end(0, true),
    last: () => end(-1, true),
    play,
    all,
    toggle,
    go: (key, isStep = true) => go(key, isStep),
    state,
    detach() {
      stop()
      for (const [name, listener] of Object.entries(listeners)) list.removeEventListener(name, listener)
    },
  }
}
