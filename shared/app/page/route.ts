/** The place in the address: what a reload, a bookmark and the back button need. */
import { useEffect, useState } from 'preact/hooks'
import type { Client } from '#shared/core/manifest.ts'

/** Where the window is. */
export interface Place {
  readonly page: 'home' | 'lesson' | 'guide'
  /** The lesson's number, or the guide's name. */
  readonly name: string
  /** The tab of the panel. */
  readonly tab: string
  /** The client that was chosen, if one was. */
  readonly client: Client | undefined
}

function here(): Place {
  const [, area, name = ''] = location.pathname.split('/')
  const query = new URLSearchParams(location.search)
  const client = query.get('client')
  return {
    page: area === 'lessons' ? 'lesson' : area === 'docs' ? 'guide' : 'home',
    name,
    tab: query.get('tab') ?? 'checks',
    client: client === 'node-redis' || client === 'ioredis' ? client : undefined,
  }
}

/** The address of a place in the current lesson: other values stay as they are. */
export function withQuery(change: Record<string, string>): string {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(change)) query.set(name, value)
  return `${location.pathname}?${query}`
}

const MOVED = 'workbook:moved'

/** Goes to another place of this page, without loading it again. */
export function go(address: string, replace = false): void {
  const before = location.pathname
  history[replace ? 'replaceState' : 'pushState'](null, '', address)
  dispatchEvent(new Event(MOVED))
  if (location.pathname === before) return
  if (!location.hash) scrollTo(0, 0)
}

/** The current place; a link to a place of this page leads there without a reload. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here)
  useEffect(() => {
    const moved = () => setPlace(here())
    const clicked = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.('a')
      const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (!link || !isPlain || link.target || link.origin !== location.origin) return
      const isWithin = link.pathname === location.pathname && link.hash !== ''
      if (isWithin || event.defaultPrevented) return
      event.preventDefault()
      go(link.href)
    }
    addEventListener('popstate', moved)
    addEventListener(MOVED, moved)
    addEventListener('click', clicked)
    return () => {
      removeEventListener('popstate', moved)
      removeEventListener(MOVED, moved)
      removeEventListener('click', clicked)
    }
  }, [])
  return place
}
