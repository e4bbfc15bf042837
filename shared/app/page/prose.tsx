import type { ComponentChild } from 'preact'
import { render } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface ProseProps {
  /** HTML that our server has made of the workbook's own Markdown. */
  html: string
  /** What comes into the places that the HTML has for it. */
  place?: (element: HTMLElement) => ComponentChild
}

/** A text of the workbook. It's set once, so that what a reader has opened in it stays open. */
export function Prose({ html, place }: ProseProps) {
  const here = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = here.current!
    element.innerHTML = html
    const places = [...element.querySelectorAll<HTMLElement>('.experiment')]
    for (const one of places) if (place) render(place(one), one)
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
    return () => {
      for (const one of places) render(null, one)
    }
  }, [html])
  return <div class="prose" ref={here} />
}
